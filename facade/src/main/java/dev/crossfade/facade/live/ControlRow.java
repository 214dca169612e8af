package dev.crossfade.facade.live;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.document.MapBuilder;
import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.live.PreparedPasses;
import dev.crossfade.core.live.StoreState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the control entry of a group holds, a map that JSON can say as well. This is a durable
 * format:
 *
 * <pre>
 * format     1
 * open       boolean   \
 * epoch      integer    |
 * promise    integer    | see StoreState
 * ballot     integer    |
 * version    integer    |
 * complete   boolean   /
 * last-pass  text or nil: the last pass applied here
 * confirmed  text or nil: the last pass made from here that is known to be applied
 * prepared   vector of texts: those made from here after it, in their order
 * recording  boolean: whether passes record the keys that they bring
 * </pre>
 */
record ControlRow(
    StoreState state, @Nullable String lastPass, PreparedPasses passes, boolean recording) {
  /** Of a store that an application began with, before anything happened. */
  static final ControlRow FIRST =
      new ControlRow(StoreState.FIRST, null, new PreparedPasses(null, List.of()), false);

  private static final int FORMAT = 1;
  private static final int MEMBERS = 11;

  ControlRow with(StoreState other) {
    return new ControlRow(other, lastPass, passes, recording);
  }

  ControlRow with(PreparedPasses other) {
    return new ControlRow(state, lastPass, other, recording);
  }

  /** After a pass into this store. */
  ControlRow applied(StoreState after, String passId) {
    return new ControlRow(after, passId, passes, recording);
  }

  ControlRow thatRecords() {
    return new ControlRow(state, lastPass, passes, true);
  }

  /** With a pass made from here behind the others. */
  ControlRow prepared(String passId) {
    List<String> prepared = new ArrayList<>(passes.prepared());
    prepared.add(passId);
    return with(new PreparedPasses(passes.confirmed(), List.copyOf(prepared)));
  }

  /**
   * With a pass confirmed that was made from here. One that is not among the prepared any more was
   * prepared before one that is confirmed already: nothing changes then.
   */
  ControlRow confirmed(String passId) {
    List<String> prepared = passes.prepared();
    int at = prepared.indexOf(passId);
    return at < 0
        ? this
        : with(new PreparedPasses(passId, List.copyOf(prepared.subList(at + 1, prepared.size()))));
  }

  /**
   * The row of an entry.
   *
   * @param document the entry's value, or null when there is none
   * @throws CrossfadeException CF-7342 when there is none, CF-7343 when it is none of ours
   */
  static ControlRow required(@Nullable Document document, String group) {
    if (document == null) {
      throw new CrossfadeException(ErrorCode.CF_7342, "group " + group);
    }
    return of(document, group);
  }

  /** As {@link #required}, of a value that is there. */
  static ControlRow of(Document document, String group) {
    if (!(document instanceof Document.MapOf map) || map.entries().size() != MEMBERS) {
      throw unreadable(group, "expected a map of " + MEMBERS + " members");
    }
    Members members = new Members(map.entries(), group);
    if (members.number("format") != FORMAT) {
      throw unreadable(group, "expected format " + FORMAT);
    }
    StoreState state =
        new StoreState(
            members.flag("open"),
            members.number("epoch"),
            members.number("promise"),
            members.number("ballot"),
            members.number("version"),
            members.flag("complete"));
    return new ControlRow(
        state,
        members.text("last-pass"),
        new PreparedPasses(members.text("confirmed"), members.texts("prepared")),
        members.flag("recording"));
  }

  private static CrossfadeException unreadable(String group, String why) {
    return new CrossfadeException(
        ErrorCode.CF_7343, "the control entry of group " + group + ": " + why);
  }

  private record Members(Map<Document, Document> entries, String group) {
    private CrossfadeException wrong(String name) {
      return unreadable(group, "member " + name + " is missing or of another kind");
    }

    private @Nullable Document get(String name) {
      return entries.get(new Document.Text(name));
    }

    boolean flag(String name) {
      if (get(name) instanceof Document.Bool flag) {
        return flag.value();
      }
      throw wrong(name);
    }

    long number(String name) {
      if (get(name) instanceof Document.Int number) {
        return number.value();
      }
      throw wrong(name);
    }

    @Nullable String text(String name) {
      Document value = get(name);
      if (value instanceof Document.Text text) {
        return text.value();
      }
      if (value instanceof Document.Nil) {
        return null;
      }
      throw wrong(name);
    }

    List<String> texts(String name) {
      if (!(get(name) instanceof Document.VectorOf vector)) {
        throw wrong(name);
      }
      List<String> texts = new ArrayList<>();
      for (Document element : vector.elements()) {
        if (!(element instanceof Document.Text text)) {
          throw wrong(name);
        }
        texts.add(text.value());
      }
      return List.copyOf(texts);
    }
  }

  /** The entry's value. */
  Document document() {
    MapBuilder map = new MapBuilder();
    map.put(name("format"), new Document.Int(FORMAT));
    map.put(name("open"), new Document.Bool(state.open()));
    map.put(name("epoch"), new Document.Int(state.epoch()));
    map.put(name("promise"), new Document.Int(state.promise()));
    map.put(name("ballot"), new Document.Int(state.ballot()));
    map.put(name("version"), new Document.Int(state.version()));
    map.put(name("complete"), new Document.Bool(state.complete()));
    map.put(name("last-pass"), textOrNil(lastPass));
    map.put(name("confirmed"), textOrNil(passes.confirmed()));
    map.put(
        name("prepared"),
        new Document.VectorOf(
            passes.prepared().stream().<Document>map(Document.Text::new).toList()));
    map.put(name("recording"), new Document.Bool(recording));
    return map.build();
  }

  private static Document name(String text) {
    return new Document.Text(text);
  }

  private static Document textOrNil(@Nullable String text) {
    return text == null ? new Document.Nil() : new Document.Text(Objects.requireNonNull(text));
  }
}
