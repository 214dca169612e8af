package dev.crossfade.files.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.store.StoreKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SortedTreeTest {
  @Test
  void isATreeMapWhoseStatesStay() {
    for (long seed = 1; seed <= 50; seed++) {
      Random random = new Random(seed);
      TreeMap<String, Integer> expected = new TreeMap<>(StoreKeys.ORDER);
      SortedTree<Integer> tree = SortedTree.empty();
      List<SortedTree<Integer>> states = new ArrayList<>();
      List<Map<String, Integer>> contents = new ArrayList<>();
      for (int i = 0; i < 500; i++) {
        String key = key(random);
        if (random.nextInt(3) == 0) {
          expected.remove(key);
          tree = tree.without(key);
        } else {
          expected.put(key, i);
          tree = tree.with(key, i);
        }
        if (i % 50 == 0) {
          states.add(tree);
          contents.add(new TreeMap<>(expected));
        }
        assertThat(tree.get(key)).as("seed " + seed).isEqualTo(expected.get(key));
        assertThat(tree.size()).as("seed " + seed).isEqualTo(expected.size());
      }
      assertThat(all(tree, "")).as("seed " + seed).containsExactlyElementsOf(expected.entrySet());
      SortedTree<Integer> built = SortedTree.ofSorted(List.copyOf(expected.entrySet()));
      assertThat(built.size()).isEqualTo(expected.size());
      assertThat(all(built, "")).as("seed " + seed).isEqualTo(all(tree, ""));
      for (int i = 0; i < 50; i++) {
        String key = key(random);
        assertThat(built.get(key)).as("seed " + seed).isEqualTo(expected.get(key));
        assertThat(all(built.with(key, -1).without(key), ""))
            .as("seed " + seed)
            .isEqualTo(all(tree.without(key), ""));
      }
      String prefix = key(random).substring(0, 1);
      assertThat(all(tree, prefix))
          .as("seed " + seed)
          .containsExactlyElementsOf(
              expected.entrySet().stream().filter(e -> e.getKey().startsWith(prefix)).toList());
      for (int i = 0; i < states.size(); i++) {
        assertThat(all(states.get(i), ""))
            .containsExactlyInAnyOrderElementsOf(contents.get(i).entrySet());
      }
    }
  }

  private static String key(Random random) {
    StringBuilder key = new StringBuilder();
    for (int i = random.nextInt(3); i >= 0; i--) {
      key.append(new String[] {"a", "b", "/", "\uffff", "🎧", "\ue000"}[random.nextInt(6)]);
    }
    return key.toString();
  }

  private static List<Map.Entry<String, Integer>> all(SortedTree<Integer> tree, String prefix) {
    List<Map.Entry<String, Integer>> entries = new ArrayList<>();
    tree.withPrefix(prefix).forEachRemaining(entries::add);
    return entries;
  }

  /** Rising keys would make a list of a tree that is not balanced, and exhaust the stack. */
  @Test
  void risingKeysStayShallow() {
    SortedTree<Integer> tree = SortedTree.empty();
    for (int i = 0; i < 200_000; i++) {
      tree = tree.with(String.format("%07d", i), i);
    }
    for (int i = 0; i < 199_999; i++) {
      tree = tree.without(String.format("%07d", i));
    }
    assertThat(all(tree, "")).containsExactly(Map.entry("0199999", 199_999));
  }
}
