package dev.crossfade.postgres.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.document.DocumentJson;
import dev.crossfade.postgres.embedded.ScratchDatabase;
import dev.crossfade.postgres.embedded.ScratchServer;
import dev.crossfade.testkit.RandomDocument;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What jsonb reorders and prints anew is the same document. */
class DocumentJsonbTest {
  private static final long SEED = 23;
  private static final int COUNT = 5_000;

  @Test
  void documentsComeBackFromJsonbEqual() throws SQLException {
    RandomDocument random = new RandomDocument(new Random(SEED));
    List<Document> documents = new ArrayList<>(edges());
    while (documents.size() < COUNT) {
      documents.add(random.next(4));
    }
    try (ScratchDatabase database = ScratchServer.createDatabase();
        Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("CREATE TABLE documents (id int, content jsonb)");
      try (PreparedStatement insert =
          connection.prepareStatement("INSERT INTO documents VALUES (?, ?::jsonb)")) {
        for (int i = 0; i < documents.size(); i++) {
          insert.setInt(1, i);
          insert.setString(2, DocumentJson.encode(documents.get(i)));
          insert.addBatch();
        }
        insert.executeBatch();
      }
      try (ResultSet rows =
          statement.executeQuery("SELECT id, content::text FROM documents ORDER BY id")) {
        int count = 0;
        while (rows.next()) {
          Document document = documents.get(rows.getInt(1));
          assertThat(DocumentJson.decode(rows.getString(2)))
              .as("seed %d, document %d", SEED, count)
              .isEqualTo(document);
          count++;
        }
        assertThat(count).isEqualTo(COUNT);
      }
    }
  }

  @Test
  void keysAndKeywordsAreEasyToAskFor() throws SQLException {
    Document document =
        new Document.MapOf(
            Map.of(
                new Document.Keyword("user/id"), new Document.Text("u1"),
                new Document.Keyword("tags"),
                    new Document.VectorOf(List.of(new Document.Keyword("a")))));
    try (ScratchDatabase database = ScratchServer.createDatabase();
        Connection connection = database.connect();
        PreparedStatement query =
            connection.prepareStatement(
                "SELECT d->>':user/id', d->':tags' @> '\":a\"' FROM (SELECT ?::jsonb d) x")) {
      query.setString(1, DocumentJson.encode(document));
      try (ResultSet row = query.executeQuery()) {
        assertThat(row.next()).isTrue();
        assertThat(row.getString(1)).isEqualTo("u1");
        assertThat(row.getBoolean(2)).isTrue();
      }
    }
  }

  /** The deepest that is accepted, in each kind of bracket. */
  private static List<Document> edges() {
    List<Document> edges = new ArrayList<>();
    Document vector = new Document.Nil();
    Document map = new Document.Nil();
    for (int i = 0; i < Document.MOST_DEPTH; i++) {
      vector = new Document.VectorOf(List.of(vector));
      map = new Document.MapOf(Map.of(new Document.Keyword("a"), map));
    }
    Document list = new Document.Nil();
    for (int i = 0; i < Document.MOST_DEPTH / 2; i++) {
      list = new Document.ListOf(List.of(list));
    }
    edges.addAll(List.of(vector, map, list));
    return edges;
  }
}
