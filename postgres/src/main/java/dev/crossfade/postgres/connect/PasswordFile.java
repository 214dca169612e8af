package dev.crossfade.postgres.connect;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A password file as libpq reads it: lines {@code host:port:database:user:password}, {@code *}
 * stands for anything, {@code \} before a colon or a backslash takes its meaning away, the first
 * line that fits counts, and a file that others may read is ignored.
 */
final class PasswordFile {
  private static final int FIELDS = 5;
  private static final Set<PosixFilePermission> OF_OWNER =
      Set.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  private PasswordFile() {}

  /** The password for the first of the hosts that the file names. */
  static Password find(Path file, List<HostPort> hosts, String database, String user) {
    try {
      if (!Files.isRegularFile(file)) {
        return new Password(Optional.empty(), Password.Origin.NONE);
      }
      if (!OF_OWNER.containsAll(Files.getPosixFilePermissions(file))) {
        return new Password(Optional.empty(), Password.Origin.FILE_IGNORED);
      }
      List<String> lines =
          new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList();
      for (HostPort host : hosts) {
        for (String line : lines) {
          List<String> fields = fields(line);
          if (fits(fields, host, database, user)) {
            return new Password(Optional.of(unescaped(fields.get(4))), Password.Origin.FILE);
          }
        }
      }
      return new Password(Optional.empty(), Password.Origin.NONE);
    } catch (IOException | UnsupportedOperationException notReadable) {
      return new Password(Optional.empty(), Password.Origin.FILE_IGNORED);
    }
  }

  private static boolean fits(List<String> fields, HostPort host, String database, String user) {
    return fields.size() == FIELDS
        && fits(fields.get(0), host.host())
        && fits(fields.get(1), Integer.toString(host.port()))
        && fits(fields.get(2), database)
        && fits(fields.get(3), user);
  }

  private static boolean fits(String field, String value) {
    return field.equals("*") || unescaped(field).equals(value);
  }

  /** The fields as written; the last one is the rest of the line. */
  private static List<String> fields(String line) {
    List<String> fields = new ArrayList<>();
    if (line.startsWith("#")) {
      return fields;
    }
    int start = 0;
    for (int i = 0; i < line.length() && fields.size() < FIELDS - 1; i++) {
      if (line.charAt(i) == '\\') {
        i++;
      } else if (line.charAt(i) == ':') {
        fields.add(line.substring(start, i));
        start = i + 1;
      }
    }
    fields.add(line.substring(start));
    return fields;
  }

  private static String unescaped(String field) {
    return field.replaceAll("\\\\(.)", "$1");
  }
}
