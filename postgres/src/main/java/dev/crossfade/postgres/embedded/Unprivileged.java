package dev.crossfade.postgres.embedded;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How the server's programs are run so that they don't see themselves run as root, which they
 * refuse: as they are for an ordinary user; for root in a user namespace, where they still own the
 * same files; where namespaces are forbidden, as another user, to whom the files are given.
 *
 * @param prefix what stands before each command
 * @param owner the user to whom the files must belong, absent if they stay with ours
 */
record Unprivileged(List<String> prefix, Optional<String> owner) {
  private static final List<String> USERS = List.of("postgres", "nobody");

  /**
   * Finds the way that works here.
   *
   * @throws CrossfadeException CF-3032 if this is root and no way works
   */
  static Unprivileged here(Path directory) {
    if (!Platform.isRoot()) {
      return new Unprivileged(List.of(), Optional.empty());
    }
    if (works(List.of("unshare", "-U", "true"))) {
      return new Unprivileged(List.of("unshare", "-U"), Optional.empty());
    }
    return asOtherUser(directory);
  }

  static Unprivileged asOtherUser(Path directory) {
    for (String user : USERS) {
      List<String> prefix = List.of("runuser", "-u", user, "--");
      List<String> probe = new ArrayList<>(prefix);
      probe.addAll(List.of("test", "-x", parentOf(directory).toString()));
      if (works(probe)) {
        return new Unprivileged(prefix, Optional.of(user));
      }
    }
    throw new CrossfadeException(
        ErrorCode.CF_3032,
        "neither 'unshare -U' nor 'runuser' with one of the users "
            + String.join(", ", USERS)
            + " works for "
            + directory);
  }

  /** Runs one of the server's programs, and waits for its end. */
  Command.Result run(List<String> command, Path directory, String input) throws IOException {
    List<String> whole = new ArrayList<>(prefix);
    whole.addAll(command);
    return Command.run(whole, directory, input);
  }

  /** Gives a directory and all in it to the user that the programs run as. */
  void give(Path directory) throws IOException {
    if (owner.isPresent()) {
      List<String> command = List.of("chown", "-R", owner.get(), directory.toString());
      Command.Result result = Command.run(command, directory, "");
      if (!result.succeeded()) {
        throw new IOException(result.output());
      }
    }
  }

  private static Path parentOf(Path directory) {
    Path parent = directory.toAbsolutePath().getParent();
    return parent == null ? directory : parent;
  }

  private static boolean works(List<String> command) {
    try {
      return Command.run(command, Path.of("/"), "").succeeded();
    } catch (IOException noSuchProgram) {
      return false;
    }
  }
}
