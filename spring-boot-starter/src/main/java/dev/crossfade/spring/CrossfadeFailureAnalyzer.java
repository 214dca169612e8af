package dev.crossfade.spring;

import dev.crossfade.core.error.CrossfadeException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says what to do when the stores cannot be opened. */
final class CrossfadeFailureAnalyzer extends AbstractFailureAnalyzer<CrossfadeException> {
  CrossfadeFailureAnalyzer() {}

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, CrossfadeException cause) {
    return new FailureAnalysis(String.valueOf(cause.getMessage()), cause.code().advice(), cause);
  }
}
