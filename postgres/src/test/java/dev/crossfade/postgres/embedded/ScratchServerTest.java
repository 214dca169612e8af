package dev.crossfade.postgres.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class ScratchServerTest {
  @Test
  void givesEachCallerAnEmptyDatabaseOfItsOwn() throws SQLException {
    try (ScratchDatabase first = ScratchServer.createDatabase();
        ScratchDatabase second = ScratchServer.createDatabase();
        Connection connection = first.connect();
        Statement statement = connection.createStatement()) {
      assertThat(first.url()).isNotEqualTo(second.url());
      try (ResultSet tables =
          statement.executeQuery(
              "SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public'")) {
        tables.next();
        assertThat(tables.getInt(1)).isZero();
      }
    }
  }

  @Test
  void isPostgreSql18WithUtf8AndTheBuiltinLocale() throws SQLException {
    try (ScratchDatabase database = ScratchServer.createDatabase();
        Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT current_setting('server_version_num')::int / 10000,"
                    + " pg_encoding_to_char(encoding), datlocprovider::text, datlocale"
                    + " FROM pg_database WHERE datname = current_database()")) {
      row.next();
      assertThat(row.getInt(1)).isEqualTo(18);
      assertThat(row.getString(2)).isEqualTo("UTF8");
      assertThat(row.getString(3)).isEqualTo("b");
      assertThat(row.getString(4)).isEqualTo("C.UTF-8");
    }
  }
}
