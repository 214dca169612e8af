package dev.crossfade.examples.memory;

import dev.crossfade.core.document.Document;
import io.javalin.websocket.WsContext;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The connections of each project, and whose they are. Safe for any number of threads. */
final class Channels {
  private final Map<String, Map<WsContext, String>> members = new HashMap<>();

  /**
   * Who left.
   *
   * @param user whose connection it was, or null where it never joined
   * @param gone whether it was the last one of this user
   */
  record Left(@Nullable String user, boolean gone) {}

  /**
   * Adds a connection.
   *
   * @param first is done when it is the first one of its project
   */
  synchronized void join(String project, WsContext context, String user, Runnable first) {
    Map<WsContext, String> here = members.computeIfAbsent(project, any -> new LinkedHashMap<>());
    here.put(context, user);
    if (here.size() == 1) {
      first.run();
    }
  }

  /**
   * Takes a connection away.
   *
   * @param last is done when it was the last one of its project
   */
  synchronized Left leave(String project, WsContext context, Runnable last) {
    Map<WsContext, String> here = members.getOrDefault(project, Map.of());
    String user = here.containsKey(context) ? here.remove(context) : null;
    if (user == null) {
      return new Left(null, false);
    }
    if (here.isEmpty()) {
      members.remove(project);
      last.run();
    }
    return new Left(user, !here.containsValue(user));
  }

  /** Whose a connection is, or null. */
  synchronized @Nullable String user(String project, WsContext context) {
    return members.getOrDefault(project, Map.of()).get(context);
  }

  /** Sends something to everybody at a project. */
  void tell(String project, Document what) {
    String text = Json.text(what);
    for (WsContext member : at(project)) {
      if (member.session.isOpen()) {
        member.send(text);
      }
    }
  }

  private synchronized List<WsContext> at(String project) {
    return List.copyOf(members.getOrDefault(project, Map.of()).keySet());
  }
}
