/** Contract suites for tests: what every implementation of an interface must do. */
@NullMarked
package dev.crossfade.testkit;

import org.jspecify.annotations.NullMarked;
