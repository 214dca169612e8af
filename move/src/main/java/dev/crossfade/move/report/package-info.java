/** The report of a run as a document for people: Markdown, and HTML in one file. */
@NullMarked
package dev.crossfade.move.report;

import org.jspecify.annotations.NullMarked;
