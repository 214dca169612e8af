package dev.crossfade.files;

import dev.crossfade.core.shape.FieldPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The parts of a collection's name.
 *
 * @param root the collection of a file or folder; empty when there is none
 * @param arrays names of the arrays on the way from its records to the rows
 * @param chain names of the collections from the root to this one, itself last
 */
record CollectionName(String root, List<String> arrays, List<String> chain) {

  /** Takes a name apart by the longest root that it is, or is nested in. */
  static CollectionName of(String name, Set<String> roots) {
    String root = "";
    for (String candidate : roots) {
      if (candidate.length() >= root.length()
          && (name.equals(candidate) || name.startsWith(candidate + "."))) {
        root = candidate;
      }
    }
    if (root.isEmpty() || root.length() == name.length()) {
      return new CollectionName(root, List.of(), List.of(name));
    }
    List<String> chain = new ArrayList<>(List.of(root));
    for (int at = root.length() + 1; at < name.length(); at++) {
      if (name.charAt(at) == '\\') {
        at++;
      } else if (name.charAt(at) == '.') {
        chain.add(name.substring(0, at));
      }
    }
    chain.add(name);
    return new CollectionName(root, FieldPath.split(name.substring(root.length() + 1)), chain);
  }
}
