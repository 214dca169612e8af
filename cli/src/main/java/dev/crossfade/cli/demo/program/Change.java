package dev.crossfade.cli.demo.program;

import java.util.List;

/**
 * One change of a transaction.
 *
 * @param kind what is done
 * @param words what it is done with, in the order that the kind says; none holds a tab or a
 *     semicolon
 */
record Change(Kind kind, List<String> words) {
  /** What is done. */
  enum Kind {
    /** account, owner, balance. */
    OPEN_ACCOUNT,
    /** id, payer, payee, amount: a row, and two balances. */
    TRANSFER,
    /** writer, number, body or nothing, score. */
    ADD_NOTE,
    /** writer, number, body or nothing, score. */
    EDIT_NOTE,
    /** writer, number. */
    REMOVE_NOTE,
    /** writer, number, new number. */
    RENUMBER_NOTE,
    /** id, name, shape in hexadecimal digits: replaces the rows of the same id and name. */
    REPLACE_LABEL
  }

  static Change of(Kind kind, Object... words) {
    return new Change(kind, List.of(words).stream().map(String::valueOf).toList());
  }

  /** A word. */
  String text(int index) {
    return words.get(index);
  }

  /** A word that is a number. */
  long number(int index) {
    return Long.parseLong(words.get(index));
  }

  /** The change as it stands in the notes. */
  String line() {
    return kind.name() + "," + String.join(",", words);
  }

  static Change parse(String line) {
    List<String> words = List.of(line.split(",", -1));
    Kind kind = Kind.valueOf(words.get(0));
    return new Change(kind, words.subList(1, words.size()));
  }
}
