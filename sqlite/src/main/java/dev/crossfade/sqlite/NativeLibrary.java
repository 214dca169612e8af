package dev.crossfade.sqlite;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;

/**
 * The native part of the driver. Without more ado the driver unpacks it into the temporary folder
 * in every process, and compares it there byte by byte.
 */
public final class NativeLibrary {
  private NativeLibrary() {}

  /**
   * Unpacks the library for this platform. The driver takes it from there when the system property
   * {@code org.sqlite.lib.path} names the folder, and unpacks its own where that fails.
   *
   * @param folder made if it is not there
   * @return whether there is one for this platform
   */
  public static boolean unpack(Path folder) throws IOException {
    String name = LibraryLoaderUtil.getNativeLibName();
    String resource = LibraryLoaderUtil.getNativeLibResourcePath() + "/" + name;
    try (InputStream library = SQLiteJDBCLoader.class.getResourceAsStream(resource)) {
      if (library == null) {
        return false;
      }
      Files.createDirectories(folder);
      Path part = folder.resolve(name + ".part");
      Files.copy(library, part, StandardCopyOption.REPLACE_EXISTING);
      Files.move(part, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
      return true;
    }
  }
}
