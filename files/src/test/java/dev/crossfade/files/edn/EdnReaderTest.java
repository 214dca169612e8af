package dev.crossfade.files.edn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.document.DocumentJson;
import org.junit.jupiter.api.Test;

/** Each text beside what it says in the encoding of {@link DocumentJson}. */
class EdnReaderTest {
  @Test
  void whatTheSpecificationHas() {
    reads("nil", "null");
    reads("true", "true");
    reads(
        "\"tea, \\\"milk\\\" \\\\ \\t\\r\\n and\nsugar\"",
        "\"tea, \\\"milk\\\" \\\\ \\t\\r\\n and\\nsugar\"");
    reads(
        "[\\a \\newline \\return \\space \\tab \\u03bb \\( \\; \\\" \\\\]",
        "[{\"~char\":\"a\"},{\"~char\":\"\\n\"},"
            + "{\"~char\":\"\\r\"},{\"~char\":\" \"},{\"~char\":\"\\t\"},{\"~char\":\"λ\"},{\"~char\":\"(\"},"
            + "{\"~char\":\";\"},{\"~char\":\"\\\"\"},{\"~char\":\"\\\\\"}]");
    reads(
        "[a ns.x/y-z / . -  <*+!_?$%&=> a:b a#b foo.bar/+]",
        symbols("a", "ns.x/y-z", "/", ".", "-", "<*+!_?$%&=>", "a:b", "a#b", "foo.bar/+"));
    reads("[:a :ns/a :a.b/c-d :- :a:b]", "[\":a\",\":ns/a\",\":a.b/c-d\",\":-\",\":a:b\"]");
    reads(
        "[0 -0 +7 -42 9223372036854775807 1N 0N -3N]",
        "[0,0,7,-42,9223372036854775807,{\"~bigint\":\"1\"},{\"~bigint\":\"0\"},{\"~bigint\":\"-3\"}]");
    reads(
        "[00.5 +2.50 0.000 123456789012345678 1234567890123456789 12345678901234567.5]",
        "[0.5,2.5,0.0,123456789012345678,1234567890123456789,12345678901234568.0]");
    reads(
        "[1.5 -0.25 1e3 1E-3 2.5e+1 1.50M 3M -1e2M -0.0]",
        "[1.5,-0.25,1000.0,0.001,25.0,"
            + "{\"~decimal\":\"1.50\"},{\"~decimal\":\"3\"},{\"~decimal\":\"-1E+2\"},{\"~double\":\"-0.0\"}]");
    reads("(a b 42)", "{\"~list\":[{\"~symbol\":\"a\"},{\"~symbol\":\"b\"},42]}");
    reads("{:a 1, \"b\" [2] c 3}", "{\"~map\":[[\":a\",1],[\"b\",[2]],[{\"~symbol\":\"c\"},3]]}");
    reads("#{1 :a [2]}", "{\"~set\":[1,\":a\",[2]]}");
    reads("#my.app/person {:name \"Ann\"}", "{\"~tag\":[\"my.app/person\",{\":name\":\"Ann\"}]}");
    reads("#inst \"1985-04-12T23:20:50.52Z\"", "{\"~inst\":\"1985-04-12T23:20:50.520Z\"}");
    reads(
        "#inst \"1985-04-13T01:20:50.520000001+02:00\"",
        "{\"~inst\":\"1985-04-12T23:20:50.520000001Z\"}");
    reads(
        "#uuid \"F81D4FAE-7dec-11d0-a765-00a0c91e6bf6\"",
        "{\"~uuid\":\"f81d4fae-7dec-11d0-a765-00a0c91e6bf6\"}");
    reads("[1 #_2 3 #_ #_ 4 5 6 #_[7 #_8] #_#x 9]", "[1,3,6]");
    reads("; a comment\n[1 ; two\n 2]; end", "[1,2]");
    reads("[,1,,2 3,]", "[1,2,3]");
    reads("{}", "{}");
    reads("#{}", "{\"~set\":[]}");
    reads("()", "{\"~list\":[]}");
  }

  @Test
  void whatClojurePrintsAndReadsBeyond() {
    reads(
        "[0x1F -0xff 017 00 2r101 36rZz 0x10N 16r7fffffffffffffff]",
        "[31,-255,15,0,5,1295,{\"~bigint\":\"16\"},9223372036854775807]");
    reads("9223372036854775808", "{\"~bigint\":\"9223372036854775808\"}");
    reads("[1/3 -2/4 4/2 1. 0/5]", "[{\"~ratio\":\"1/3\"},{\"~ratio\":\"-1/2\"},2,1.0,0]");
    reads(
        "[##Inf ##-Inf ##NaN]",
        "[{\"~double\":\"Infinity\"},{\"~double\":\"-Infinity\"},{\"~double\":\"NaN\"}]");
    reads(
        "[\\formfeed \\backspace \\o101 \\o0 \\🎧 \\ud800 \\u]",
        "[{\"~char\":\"\\u000c\"},{\"~char\":\"\\u0008\"},"
            + "{\"~char\":\"A\"},{\"~char\":\"\\\\u0000\"},{\"~char\":\"🎧\"},{\"~char\":\"\\\\ud800\"},{\"~char\":\"u\"}]");
    reads("\"\\b\\f\\101\\7\\u00e9\\ud83c\\udfa7\"", "\"\\u0008\\u000cA\\u0007é🎧\"");
    reads("[:presence/42 :1 :żółw :a/b/c]", "[\":presence/42\",\":1\",\":żółw\",\":a/b/c\"]");
    reads(
        "#:user{:id 1 :_/x 2 :own/y 3 \"s\" 4 n {:id 5}}",
        "{\"~map\":[[\":user/id\",1],[\":x\",2],[\":own/y\",3],[\"s\",4],"
            + "[{\"~symbol\":\"user/n\"},{\":id\":5}]]}");
    reads("^:a [1]", "{\"~meta\":[{\":a\":true},[1]]}");
    reads("^{:a 1} ^{:a 2 :b 3} x", "{\"~meta\":[{\":a\":1,\":b\":3},{\"~symbol\":\"x\"}]}");
    reads(
        "[^\"t\" a ^t b #^:c d ^[x] e ^{} f]",
        "[{\"~meta\":[{\":tag\":\"t\"},{\"~symbol\":\"a\"}]},"
            + "{\"~meta\":[{\":tag\":{\"~symbol\":\"t\"}},{\"~symbol\":\"b\"}]},{\"~meta\":[{\":c\":true},{\"~symbol\":\"d\"}]},"
            + "{\"~meta\":[{\":param-tags\":[{\"~symbol\":\"x\"}]},{\"~symbol\":\"e\"}]},{\"~symbol\":\"f\"}]");
    reads(
        "[#inst \"2026\" #inst \"2026-02\" #inst \"2026-02-03T04\"]",
        "[{\"~inst\":\"2026-01-01T00:00:00Z\"},{\"~inst\":\"2026-02-01T00:00:00Z\"},{\"~inst\":\"2026-02-03T04:00:00Z\"}]");
  }

  @Test
  void saysWhereAFaultIsAndWhatWasExpected() {
    fails("", "CF-2240", "line 1, column 1: expected a value");
    fails("[1\n 2", "CF-2240", "line 1, column 1: expected a closing bracket");
    fails("[1\n  2)", "CF-2240", "line 2, column 4: expected a value but was a closing bracket");
    fails("1 2", "CF-2240", "line 1, column 3: expected the end");
    fails("{:a 1\n :b}", "CF-2240", "line 2, column 2: expected a value for the key");
    fails("{:a 1\n :a 2}", "CF-2241", "line 2, column 2: the map has this key");
    fails("#:a{:b 1 :a/b 2}", "CF-2241", "column 10");
    fails("#{1\n 1}", "CF-2241", "line 2, column 2: the set has this element");
    fails("\"abc", "CF-2240", "column 1: expected a closing quote");
    fails("\"a\\q\"", "CF-2240", "column 3: expected an escape");
    fails("\"\\u12\"", "CF-2240", "column 2: expected an escape");
    fails("\"\\777\"", "CF-2240", "column 2: expected an escape");
    fails("\\nope", "CF-2240", "expected a character");
    fails("\\ a", "CF-2240", "expected a character");
    fails("\\u12", "CF-2240", "expected a character");
    fails("\\o777", "CF-2240", "expected a character");
    for (String number :
        new String[] {
          "1a", "08", "0x", "0xG", "2r2", "1r0", "99rA", "1/", "1/2/3", "1e", "--1x", "1.5N",
          "+1_000"
        }) {
      if (!number.startsWith("--")) {
        fails(number, "CF-2240", "expected a number");
      }
    }
    fails("1/0", "CF-2209", "does not divide by zero");
    fails("[1e999]", "CF-2209", "line 1, column 2");
    fails("1e-999", "CF-2209", "M behind it");
    fails("1e99999999999M", "CF-2209", "exponent");
    fails("['(1 2)]", "CF-2240", "line 1, column 2: expected a keyword or a symbol");
    for (String name :
        new String[] {
          "::a", ":", ":a/", "/a", ":/a", "a/", ".5", "-.5", "+.5", "'a", "`a", "@a", "~a", "~@a"
        }) {
      fails(name, "CF-2240", "expected a keyword or a symbol");
    }
    fails("#\"regex\"", "CF-2240", "tag");
    fails("#'a", "CF-2240", "tag");
    fails("#(a)", "CF-2240", "tag");
    fails("##Nan", "CF-2240", "expected ##Inf");
    fails("#::a{:b 1}", "CF-2240", "expected a namespace");
    fails("#:a[]", "CF-2240", "expected a map");
    fails("#:a{_/nil 1}", "CF-2240", "expected a name");
    fails("^1 a", "CF-2240", "column 2: expected a map, keyword");
    fails("^:a", "CF-2240", "expected a value");
    fails("#_", "CF-2240", "expected a value");
    fails("[#_]", "CF-2240", "expected a value");
    fails("#inst \"2026-02-30\"", "CF-2240", "expected a moment");
    fails("#inst 5", "CF-2240", "expected a moment");
    fails("#inst \"2026-01-01T00:00:00.1234567891Z\"", "CF-2240", "expected a moment");
    fails("#uuid \"1-1-1-1-1\"", "CF-2240", "expected a UUID");
    fails("a\u00a0b", "CF-2240", "expected a keyword or a symbol");
  }

  @Test
  void deepNestingIsRefused() {
    for (String open :
        new String[] {"[", "(", "#{", "{:a ", "#_ ", "#t ", "^:a ", "{", "#:a{:b "}) {
      String deep = open.repeat(10_000);
      assertThatThrownBy(() -> EdnReader.read(deep))
          .as(open)
          .hasMessageStartingWith("CF-2207")
          .hasMessageContaining("expected at most 1000 levels");
    }
    assertThat(EdnReader.read("[".repeat(1000) + "]".repeat(1000)))
        .isInstanceOf(Document.VectorOf.class);
  }

  @Test
  void severalValues() {
    assertThat(EdnReader.readAll("1 :a ; x\n #_2 [3]")).hasSize(3);
    assertThat(EdnReader.readAll(" #_1 ; nothing")).isEmpty();
  }

  private static String symbols(String... names) {
    return "[{\"~symbol\":\"" + String.join("\"},{\"~symbol\":\"", names) + "\"}]";
  }

  private static void reads(String edn, String json) {
    assertThat(DocumentJson.encode(EdnReader.read(edn))).as(edn).isEqualTo(json);
  }

  private static void fails(String edn, String code, String detail) {
    assertThatThrownBy(() -> EdnReader.read(edn))
        .as(edn)
        .hasMessageStartingWith(code)
        .hasMessageContaining(detail);
  }
}
