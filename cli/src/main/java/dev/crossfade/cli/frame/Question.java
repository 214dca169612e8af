package dev.crossfade.cli.frame;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Asks the user on standard error and reads the answers from standard input. */
public final class Question {
  private final Surroundings surroundings;
  private final BufferedReader answers;

  /**
   * @param session where it is asked; all questions of a command go through one object, since it
   *     reads ahead
   */
  public Question(Session session) {
    surroundings = session.surroundings();
    answers = new BufferedReader(new InputStreamReader(surroundings.in(), StandardCharsets.UTF_8));
  }

  /**
   * Asks for yes or no.
   *
   * @throws CrossfadeException CF-1102 when nobody answers
   */
  public boolean agreed(String question) {
    String answer = ask(question + " [y/N]").strip().toLowerCase(Locale.ROOT);
    return answer.equals("y") || answer.equals("yes");
  }

  /**
   * Asks for text.
   *
   * @param preset what an empty answer means
   * @throws CrossfadeException CF-1102 when nobody answers
   */
  public String text(String question, String preset) {
    String answer = ask(question + (preset.isEmpty() ? "" : " [" + preset + "]") + ":").strip();
    return answer.isEmpty() ? preset : answer;
  }

  private String ask(String question) {
    surroundings.err().print(Controls.shown(question, surroundings.terminal().err()) + " ");
    surroundings.err().flush();
    try {
      String answer = answers.readLine();
      if (answer == null) {
        surroundings.err().print("\n");
        throw new CrossfadeException(ErrorCode.CF_1102, question);
      }
      return answer;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
