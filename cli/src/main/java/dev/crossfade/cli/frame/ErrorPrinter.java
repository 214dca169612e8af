package dev.crossfade.cli.frame;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;

/** Tells the user what went wrong, where, and what to do. */
final class ErrorPrinter {
  private final Session session;

  ErrorPrinter(Session session) {
    this.session = session;
  }

  /** Prints the error and gives the exit status. */
  int print(CrossfadeException error) {
    ErrorCode code = error.code();
    if (session.json()) {
      session.print(document -> document(document, error));
    } else {
      PrintStream err = session.surroundings().err();
      Style style = session.noteStyle();
      err.print(style.bad("Error " + code.code()) + ": " + style.bold(code.title()) + "\n");
      boolean terminal = session.surroundings().terminal().err();
      err.print(indented(Controls.shown(Passwords.hidden(error.detail()), terminal)));
      err.print(indented("What to do: " + code.advice()));
    }
    if (session.verbose()) {
      StringWriter trace = new StringWriter();
      error.printStackTrace(new PrintWriter(trace, true));
      session.surroundings().err().print(Passwords.hidden(trace.toString()));
    }
    return code.exitStatus();
  }

  /** An error without a code of its own: a defect, with the place where it arose. */
  static CrossfadeException defect(Throwable failure) {
    if (failure instanceof OutOfMemoryError) {
      return new CrossfadeException(
          ErrorCode.CF_1113, String.valueOf(failure.getMessage()), failure);
    }
    StackTraceElement[] trace = failure.getStackTrace();
    String place = trace.length == 0 ? "" : " at " + trace[0];
    return new CrossfadeException(
        ErrorCode.CF_9001,
        failure.getClass().getName() + place + " (--verbose shows all)",
        failure);
  }

  private static void document(JsonOut document, CrossfadeException error) {
    document
        .object()
        .object("error")
        .field("code", error.code().code())
        .field("title", error.code().title())
        .field("detail", Passwords.hidden(error.detail()))
        .field("advice", error.code().advice())
        .field("exit", error.code().exitStatus())
        .end()
        .end();
  }

  private static String indented(String text) {
    return "  " + text.strip().replace("\n", "\n  ") + "\n";
  }
}
