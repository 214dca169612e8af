package dev.crossfade.core.document;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A value of any depth: what EDN or JSON can say. Immutable all the way down, equal by value and by
 * kind ({@code 1} is not {@code 1N}, nor {@code 1.0}; a list is not a vector); safe for several
 * threads. Equality of collections is written out, because that of records takes many times the
 * stack. Readers build none that is nested deeper than {@link #MOST_DEPTH}; equality and hashes of
 * what is built deeper by hand may exhaust the stack.
 */
public sealed interface Document {
  /** So many collections, tags and metadata may lie in one another. */
  int MOST_DEPTH = 1000;

  /** {@code nil}, JSON's null. */
  record Nil() implements Document {}

  /** {@code true} or {@code false}. */
  record Bool(boolean value) implements Document {}

  /** A 64-bit integer. */
  record Int(long value) implements Document {}

  /** An integer of any size, {@code 1N}. */
  record BigInt(BigInteger value) implements Document {}

  /** A double; zero and minus zero differ, not-a-number is equal to itself. */
  record Real(double value) implements Document {}

  /** A decimal number, {@code 1.50M}; its scale counts. */
  record Decimal(BigDecimal value) implements Document {}

  /** A fraction in lowest terms, {@code 1/3}: the denominator is 2 or more. */
  record Ratio(BigInteger numerator, BigInteger denominator) implements Document {
    /** Refuses what is not in lowest terms. */
    public Ratio {
      if (denominator.compareTo(BigInteger.ONE) <= 0
          || !numerator.gcd(denominator).equals(BigInteger.ONE)) {
        throw new IllegalArgumentException("expected a fraction in lowest terms");
      }
    }
  }

  /** Text: any UTF-16, also U+0000 and lone surrogates. */
  record Text(String value) implements Document {}

  /** A character, {@code \a}. */
  record Char(int codePoint) implements Document {
    /** Refuses what is no code point. */
    public Char {
      if (!Character.isValidCodePoint(codePoint)) {
        throw new IllegalArgumentException("expected a code point");
      }
    }
  }

  /**
   * A keyword.
   *
   * @param text without its colon: {@code name} or {@code namespace/name}
   */
  record Keyword(String text) implements Document {
    /** Refuses a text that EDN cannot write as a keyword. */
    public Keyword {
      Names.checkKeyword(text);
    }
  }

  /**
   * A symbol.
   *
   * @param text {@code name} or {@code namespace/name}
   */
  record Symbol(String text) implements Document {
    /** Refuses a text that EDN cannot write as a symbol. */
    public Symbol {
      Names.checkSymbol(text);
    }
  }

  /** A moment in time, {@code #inst "…"}, to the nanosecond; the offset written is not kept. */
  record Moment(Instant value) implements Document {}

  /** A UUID, {@code #uuid "…"}. */
  record Uuid(UUID value) implements Document {}

  /** A list, {@code (1 2)}. */
  record ListOf(List<Document> elements) implements Document {
    /** Copies the elements unless they are immutable already. */
    public ListOf {
      elements = List.copyOf(elements);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof ListOf that && elements.equals(that.elements);
    }

    @Override
    public int hashCode() {
      return 31 * elements.hashCode() + 1;
    }
  }

  /** A vector, {@code [1 2]}, JSON's array. */
  record VectorOf(List<Document> elements) implements Document {
    /** Copies the elements unless they are immutable already. */
    public VectorOf {
      elements = List.copyOf(elements);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof VectorOf that && elements.equals(that.elements);
    }

    @Override
    public int hashCode() {
      return 31 * elements.hashCode() + 2;
    }
  }

  /** A set, <code>#{1 2}</code>: in the order in which it was built, equal in any. */
  record SetOf(Set<Document> elements) implements Document {
    /** Copies the elements unless they are immutable already. */
    public SetOf {
      elements = FlatSet.copyOf(elements);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof SetOf that && elements.equals(that.elements);
    }

    @Override
    public int hashCode() {
      return 31 * elements.hashCode() + 3;
    }
  }

  /**
   * A map, <code>{:a 1}</code>, JSON's object: in the order in which it was built, equal in any.
   */
  record MapOf(Map<Document, Document> entries) implements Document {
    /** Copies the entries unless they are immutable already. */
    public MapOf {
      entries = FlatMap.copyOf(entries);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof MapOf that && entries.equals(that.entries);
    }

    @Override
    public int hashCode() {
      return 31 * entries.hashCode() + 4;
    }
  }

  /**
   * A value with a tag, {@code #my/tag value}.
   *
   * @param tag a symbol's text that begins with a letter, neither {@code inst} nor {@code uuid}
   * @param value what is tagged
   */
  record Tagged(String tag, Document value) implements Document {
    /** Refuses a text that EDN cannot write as such a tag. */
    public Tagged {
      Names.checkTag(tag);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Tagged that && tag.equals(that.tag) && value.equals(that.value);
    }

    @Override
    public int hashCode() {
      return 31 * tag.hashCode() + value.hashCode();
    }
  }

  /**
   * A value with metadata, <code>^{:a 1} value</code>. Metadata counts in equality: it is data.
   *
   * @param metadata a map with entries
   * @param value no value with metadata itself
   */
  record WithMetadata(MapOf metadata, Document value) implements Document {
    /** Refuses metadata of metadata, which is one map in truth, and no metadata. */
    public WithMetadata {
      if (value instanceof WithMetadata || metadata.entries().isEmpty()) {
        throw new IllegalArgumentException("expected one map of metadata that is not empty");
      }
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof WithMetadata that
          && metadata.equals(that.metadata)
          && value.equals(that.value);
    }

    @Override
    public int hashCode() {
      return 31 * metadata.hashCode() + value.hashCode();
    }
  }
}
