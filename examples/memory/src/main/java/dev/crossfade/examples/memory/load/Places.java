package dev.crossfade.examples.memory.load;

import dev.crossfade.core.document.Document;
import org.jspecify.annotations.Nullable;

/** The places of all kinds, over HTTP. */
final class Places {
  /** What stands for a value where there is nothing but being there. */
  static final String THERE = "there";

  private Places() {}

  /**
   * A note of a project that others write too, so that no two changes of one project may undo one
   * another.
   */
  record Note(Client client, String project, String note) implements Place {
    @Override
    public String name() {
      return "note " + note + " of project " + project;
    }

    @Override
    public Load.Keys keys() {
      return Load.Keys.PROJECT;
    }

    private String path() {
      return "/projects/" + project + "/notes/" + note;
    }

    @Override
    public Answer write(String value) {
      return client.send("PUT", path(), "{\"text\": \"" + value + "\", \"user\": \"load\"}");
    }

    @Override
    public Answer delete() {
      return client.send("DELETE", path());
    }

    @Override
    public Read read() {
      Answer answer = client.send("GET", "/projects/" + project);
      return new Read(answer, Answer.text(answer.value(), "project/notes", note, "note/text"));
    }
  }

  /** A note that is written over a WebSocket. */
  record Edit(Editor editor, Note note) implements Place {
    @Override
    public String name() {
      return note.name() + ", edited together";
    }

    @Override
    public Load.Keys keys() {
      return Load.Keys.PROJECT;
    }

    @Override
    public Answer write(String value) {
      return editor.edit(note.note(), value);
    }

    @Override
    public Answer delete() {
      return note.delete();
    }

    @Override
    public Read read() {
      return note.read();
    }
  }

  /** A session; its value is the name of its user. */
  record Session(Client client, String id) implements Place {
    @Override
    public String name() {
      return "session " + id;
    }

    @Override
    public Load.Keys keys() {
      return Load.Keys.SESSION;
    }

    @Override
    public Answer write(String value) {
      return client.send("PUT", "/session/" + id, user(id, value));
    }

    static String user(String id, String name) {
      return "{\"user\": \""
          + id
          + "\", \"name\": \""
          + name
          + "\", \"color\": \"teal\", \"avatar\": \"a.png\"}";
    }

    @Override
    public Answer delete() {
      return client.send("DELETE", "/session/" + id);
    }

    @Override
    public Read read() {
      Answer answer = client.send("GET", "/session/" + id);
      return new Read(answer, Answer.text(answer.value(), "user/name"));
    }
  }

  /** A learning record; its value is its user. */
  record Learned(Client client, String id) implements Place {
    @Override
    public String name() {
      return "learning record " + id;
    }

    @Override
    public Load.Keys keys() {
      return Load.Keys.LEARNING;
    }

    @Override
    public Answer write(String value) {
      return client.send(
          "PUT",
          "/learning/" + id,
          "{\"user\": \"" + value + "\", \"topic\": \"closures\", \"score\": 0.25}");
    }

    @Override
    public Answer delete() {
      return client.send("DELETE", "/learning/" + id);
    }

    @Override
    public Read read() {
      Answer answer = client.send("GET", "/learning/" + id);
      return new Read(answer, Answer.text(answer.value(), "user/id"));
    }
  }

  /** A tag of a project; the tag is of others too. */
  record Tagged(Client client, String tag, String project) implements Place {
    @Override
    public String name() {
      return "tag " + tag + " of " + project;
    }

    @Override
    public Load.Keys keys() {
      return Load.Keys.TAG;
    }

    @Override
    public Answer write(String value) {
      return client.send("PUT", "/tags/" + tag + "/" + project);
    }

    @Override
    public Answer delete() {
      return client.send("DELETE", "/tags/" + tag + "/" + project);
    }

    @Override
    public Read read() {
      Answer answer = client.send("GET", "/tags/" + tag);
      boolean there =
          answer.value() instanceof Document.VectorOf all
              && all.elements().contains(new Document.Text(project));
      return new Read(answer, there ? THERE : null);
    }

    @Override
    public boolean isRewritable() {
      return false;
    }

    @Override
    public String value(long number) {
      return THERE;
    }
  }

  /** An embed token; the server thinks of its name. */
  static final class Token implements Place {
    private final Client client;
    private final String project;
    private @Nullable String token;

    Token(Client client, String project) {
      this.client = client;
      this.project = project;
    }

    @Override
    public String name() {
      return "a token of project " + project;
    }

    @Override
    public Load.Keys keys() {
      return Load.Keys.EMBED_TOKEN;
    }

    @Override
    public Answer write(String value) {
      Answer answer = client.send("POST", "/projects/" + project + "/embed-tokens");
      token = Answer.text(answer.value(), "token");
      return answer;
    }

    private String path() {
      return "/embed/" + (token == null ? "none" : token);
    }

    @Override
    public Answer delete() {
      return client.send("DELETE", path());
    }

    @Override
    public Read read() {
      Answer answer = client.send("GET", path());
      return new Read(answer, answer.isDone() ? THERE : null);
    }

    @Override
    public boolean isRewritable() {
      return false;
    }

    @Override
    public boolean isEndedByDelete() {
      return true;
    }

    @Override
    public String value(long number) {
      return THERE;
    }
  }
}
