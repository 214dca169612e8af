package dev.crossfade.benchmarks;

/**
 * Something that is measured beside others.
 *
 * @param name in the results
 * @param prepare what it needs, not measured
 * @param work what it does
 */
record Contender(String name, Preparation prepare, Work work) {
  Contender(String name, Work work) {
    this(name, () -> {}, work);
  }

  /** Makes ready what is measured. */
  interface Preparation {
    void run() throws Exception;
  }

  /** Does it once. */
  interface Work {
    Sample run() throws Exception;
  }

  /**
   * One measurement.
   *
   * @param phase seconds of the phase that is compared: the copy of a move, the work of a limit
   * @param whole seconds of the whole command
   * @param cpu processor seconds of the command's processes
   * @param memory megabytes of its largest process
   */
  record Sample(double phase, double whole, double cpu, double memory) {
    static Sample of(double phase, Command.Result result) {
      return new Sample(phase, result.seconds(), result.cpuSeconds(), result.memoryMegabytes());
    }
  }
}
