package dev.crossfade.testkit;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.document.MapBuilder;
import dev.crossfade.core.document.SetBuilder;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** Documents of every kind, with what is hard to write among them. */
public final class RandomDocument {
  private static final int SCALARS = 14;
  private static final String[] PIECES = {
    "a", "Ann", ":", "~", "~~", "~:a", "\"", "\\", "\\u0000", "\n", "\r", "\t", ",", ";", "#", "é",
    "żółw", "🎧", "\u0000", "\u0001", "\ud800", "\udfff", "\u2028", "\u007f", " ", "list", "{", "]",
    "'", "/"
  };
  private static final String[] NAMES = {
    "a",
    "user/id",
    "presence/42",
    "a.b",
    "x-y?",
    "ns.of/na-me!",
    "/",
    "é",
    "a/b/c",
    "+",
    "-",
    "_",
    "id",
    "->",
    "%1",
    "<=",
    "set",
    "$",
    "&",
    "*x*",
    "a:b",
    "a#",
    "b'",
    "...",
    "-a",
    "+/+",
    "a//"
  };

  private final Random random;

  /** Takes all randomness from here. */
  public RandomDocument(Random random) {
    this.random = random;
  }

  /** A document with so many levels of collections at most. */
  public Document next(int levels) {
    int kind = random.nextInt(levels > 0 ? SCALARS + 10 : SCALARS);
    return kind < SCALARS ? scalar(kind) : composite(kind - SCALARS, levels - 1);
  }

  private Document composite(int kind, int levels) {
    return switch (kind) {
      case 0 -> new Document.ListOf(several(levels));
      case 1 -> new Document.Tagged(pick("my/tag", "a", "é.b/c"), next(levels));
      case 2 -> {
        Document value = next(levels);
        Document.MapOf metadata = map(levels, random.nextBoolean());
        boolean fits = !metadata.entries().isEmpty() && !(value instanceof Document.WithMetadata);
        yield fits ? new Document.WithMetadata(metadata, value) : value;
      }
      case 3 -> map(levels, false);
      case 4, 5 -> new Document.VectorOf(several(levels));
      case 6 -> {
        SetBuilder set = new SetBuilder();
        several(levels).forEach(set::add);
        yield set.build();
      }
      default -> map(levels, true);
    };
  }

  private Document.MapOf map(int levels, boolean named) {
    MapBuilder map = new MapBuilder();
    int count = random.nextInt(40) == 0 ? 40 : random.nextInt(5);
    for (int i = 0; i < count; i++) {
      Document key =
          !named
              ? next(levels)
              : random.nextBoolean()
                  ? new Document.Keyword(pick(NAMES))
                  : new Document.Text(
                      random.nextInt(20) == 0 ? text() : PIECES[random.nextInt(12)]);
      map.put(key, next(levels));
    }
    return map.build();
  }

  private List<Document> several(int levels) {
    List<Document> documents = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      documents.add(next(levels));
    }
    return documents;
  }

  private Document scalar(int kind) {
    return switch (kind) {
      case 0 -> new Document.Nil();
      case 1 -> new Document.Bool(random.nextBoolean());
      case 2 -> new Document.Int(random.nextLong() >> random.nextInt(64));
      case 3 -> new Document.BigInt(integer());
      case 4 -> new Document.Real(real());
      case 5 -> new Document.Decimal(new BigDecimal(integer(), random.nextInt(60) - 20));
      case 6 -> ratio();
      case 7 -> new Document.Char(character());
      case 8 -> new Document.Keyword(pick(NAMES));
      case 9 -> new Document.Symbol(pick(NAMES));
      case 10 -> new Document.Moment(moment());
      case 11 -> new Document.Uuid(new UUID(random.nextLong(), random.nextLong()));
      default -> new Document.Text(text());
    };
  }

  private BigInteger integer() {
    BigInteger size = new BigInteger(random.nextInt(200), random);
    return random.nextBoolean() ? size : size.negate();
  }

  private Document ratio() {
    BigInteger denominator = BigInteger.valueOf(2 + random.nextInt(100_000));
    BigInteger numerator = integer();
    return numerator.gcd(denominator).equals(BigInteger.ONE)
        ? new Document.Ratio(numerator, denominator)
        : new Document.Ratio(BigInteger.ONE, denominator);
  }

  private double real() {
    return switch (random.nextInt(6)) {
      case 0 -> Double.longBitsToDouble(random.nextLong());
      case 1 -> random.nextInt(1000);
      case 2 -> random.nextInt(100_000) / 100.0;
      case 3 -> random.nextGaussian() * Math.pow(10, random.nextInt(44) - 22);
      case 4 -> random.nextDouble();
      default -> {
        double[] special = {
          0.0,
          -0.0,
          Double.NaN,
          Double.NEGATIVE_INFINITY,
          Double.POSITIVE_INFINITY,
          Double.MIN_VALUE,
          Double.MAX_VALUE,
          1e18,
          1e-6,
          Double.parseDouble("1e23"),
          Double.parseDouble("2e23"),
          Double.parseDouble("9007199254740993"),
          Double.MIN_NORMAL,
          1.0
        };
        yield special[random.nextInt(special.length)];
      }
    };
  }

  private int character() {
    return random.nextBoolean()
        ? "a \\\n\t:~\u0000é🎧\ud800/\u007f".codePointAt(random.nextInt(11))
        : random.nextInt(Character.MAX_CODE_POINT + 1);
  }

  private Instant moment() {
    return switch (random.nextInt(4)) {
      case 0 -> Instant.ofEpochSecond(random.nextInt());
      case 1 -> Instant.ofEpochMilli(random.nextLong() >> 20);
      case 2 -> random.nextBoolean() ? Instant.MIN : Instant.MAX;
      default -> Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000));
    };
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(6); i > 0; i--) {
      text.append(pick(PIECES));
    }
    return text.toString();
  }

  private String pick(String... of) {
    return of[random.nextInt(of.length)];
  }
}
