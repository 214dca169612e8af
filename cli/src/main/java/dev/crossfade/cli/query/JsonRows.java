package dev.crossfade.cli.query;

import dev.crossfade.cli.frame.JsonOut;
import dev.crossfade.cli.frame.Session;
import dev.crossfade.core.error.CrossfadeException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows as the elements of {@code results} in one JSON document: arrays of values in the order of
 * {@code columns}. Numbers keep every digit; what JSON cannot say is text as the server prints it.
 */
final class JsonRows implements Rows {
  private final Session session;
  private @Nullable JsonOut document;
  private List<Column> columns = List.of();
  private boolean open;

  JsonRows(Session session) {
    this.session = session;
  }

  /** Whether something was printed. */
  boolean started() {
    return document != null;
  }

  /** Ends the document. */
  void finish() {
    json().end().end().close();
    session.surroundings().out().print("\n");
  }

  /** Ends the document in the middle of a result, with the error. */
  void abort(CrossfadeException error) {
    end();
    json().end().object("error");
    json().field("code", error.code().code()).field("title", error.code().title());
    json().field("detail", error.detail()).field("advice", error.code().advice());
    json().end().end().close();
    session.surroundings().out().print("\n");
  }

  private JsonOut json() {
    JsonOut begun = document;
    if (begun == null) {
      begun = new JsonOut(session.surroundings().out(), session.surroundings().terminal().out());
      begun.object().array("results");
      document = begun;
    }
    return begun;
  }

  @Override
  public void begin(List<Column> begun) {
    columns = begun;
    json().object().array("columns");
    for (Column column : columns) {
      json().object().field("name", column.name()).field("type", column.type()).end();
    }
    json().end().array("rows");
    open = true;
  }

  @Override
  public void row(List<@Nullable String> values) {
    json().array();
    for (int i = 0; i < values.size(); i++) {
      value(values.get(i), columns.get(i).type());
    }
    json().end();
  }

  @Override
  public void end() {
    if (open) {
      json().end().end();
      open = false;
    }
  }

  @Override
  public void changed(long count) {
    json().object().field("changed", count).end();
  }

  private void value(@Nullable String value, String type) {
    if (value == null) {
      json().nothing();
      return;
    }
    switch (type) {
      case "int2", "int4", "int8", "oid" -> json().raw(value);
      case "float4", "float8", "numeric" -> number(value);
      case "bool" -> json().raw(value.startsWith("t") ? "true" : "false");
      case "json", "jsonb" -> json().raw(value);
      default -> json().value(value);
    }
  }

  private void number(String value) {
    boolean finite = Character.isDigit(value.charAt(value.length() - 1));
    if (finite) {
      json().raw(value);
    } else {
      json().value(value);
    }
  }
}
