package dev.crossfade.facade.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.fault.FaultPoints;
import dev.crossfade.core.live.Changes;
import dev.crossfade.core.live.LiveStore.TakeRequest;
import dev.crossfade.core.live.LiveVerification;
import dev.crossfade.core.live.Pass;
import dev.crossfade.core.live.PassResult;
import dev.crossfade.core.live.Rules;
import dev.crossfade.core.live.SwitchMeans;
import dev.crossfade.core.live.SwitchResult;
import dev.crossfade.core.live.Switchover;
import dev.crossfade.core.live.VerifiedCollection;
import dev.crossfade.core.ops.Cancellation;
import dev.crossfade.core.ops.Events;
import dev.crossfade.core.plan.CollectionPlan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Two stores, what an application knows of them, and what happens by lot. All on one thread: what
 * others do happens at the fault points of what is under way.
 */
final class TwoStores implements AutoCloseable {
  private static final CollectionPlan PLAN = LocalStore.table().plan();
  private static final SwitchMeans MEANS =
      SwitchMeans.of(SwitchMeans.Barrier.NONE, Duration.ofMinutes(10));

  final LocalStore first;
  final LocalStore second;
  private final Random random;

  /** All states that the open store has had, the last one at the end. */
  private final List<Map<String, Document>> history = new ArrayList<>(List.of(Map.of()));

  /** How many of them each store has made durable, or has had applied while it was closed. */
  private final Map<LocalStore, Integer> durable = new java.util.IdentityHashMap<>();

  private long values;
  private int depth;
  private final int[] counts = new int[5];

  /** What a process does that dies: nothing that it runs may catch it and go on. */
  private static final class Death extends Error {
    private static final long serialVersionUID = 1L;

    private final transient LocalStore of;
    private final boolean power;

    Death(LocalStore of, boolean power) {
      super("dies", null, false, false);
      this.of = of;
      this.power = power;
    }
  }

  TwoStores(Path folder, Random random) {
    this.random = random;
    first = new LocalStore(folder.resolve("first"));
    second = new LocalStore(folder.resolve("second")).second();
    first.live().install();
    second.live().change(Rules::complete).orElseThrow();
    for (LocalStore one : List.of(first, second)) {
      durable.put(one, 0);
      one.synced = () -> durable.put(one, history.size() - 1);
    }
    FaultPoints.install(this::happens);
  }

  /** Writes, passes applied, switches, deaths, power losses. */
  int[] counts() {
    return counts;
  }

  private LocalStore any() {
    return random.nextBoolean() ? first : second;
  }

  private LocalStore other(LocalStore store) {
    return store.equals(first) ? second : first;
  }

  private @Nullable LocalStore openOne() {
    boolean one = first.live().state().open();
    boolean two = second.live().state().open();
    assertThat(one && two).as("both stores are open").isFalse();
    return one ? first : two ? second : null;
  }

  /** The one that is open, or was last. */
  private LocalStore source() {
    return first.live().state().epoch() > second.live().state().epoch() ? first : second;
  }

  /** Something that is begun, and may die. */
  void step() {
    try {
      depth = 0;
      act(random.nextInt(20));
    } catch (Death death) {
      bury(death);
    }
    depth = 1;
    check();
    depth = 0;
  }

  private void act(int what) {
    if (what < 8) {
      write(any());
    } else if (what < 13) {
      LocalStore from = random.nextInt(4) > 0 ? source() : any();
      pass(from);
    } else if (what < 15) {
      overtakenPass();
    } else if (what == 15) {
      verify();
    } else if (what == 16) {
      LocalStore from = random.nextInt(3) > 0 ? source() : any();
      Switchover.cancel(from.live(), other(from).live());
    } else if (what == 17) {
      rewrite(any());
    } else {
      LocalStore from = random.nextInt(3) > 0 ? source() : any();
      SwitchResult result = Switchover.run(from.live(), other(from).live(), MEANS);
      if (result.failure() != null) {
        throw result.failure();
      }
      counts[2] += result.outcome() == SwitchResult.Outcome.OPENED ? 1 : 0;
    }
  }

  /** How a file store dies over its file is its own matter. */
  private void rewrite(LocalStore store) {
    depth++;
    store.rewrite();
    depth--;
  }

  private Map<String, Document> now() {
    return history.get(history.size() - 1);
  }

  private void write(LocalStore to) {
    Map<String, Document> after = new TreeMap<>(now());
    int keys = 1 + random.nextInt(3);
    List<String> chosen = new ArrayList<>();
    for (int i = 0; i < keys; i++) {
      String key = "note/" + (char) ('a' + random.nextInt(5));
      chosen.add(key);
      if (random.nextInt(4) == 0) {
        after.remove(key);
      } else {
        after.put(key, value());
      }
    }
    // A write that dies may have happened; it is not known then.
    history.add(after);
    boolean written = false;
    boolean unknown = false;
    try {
      to.writes()
          .inTransaction(
              work -> {
                for (String key : chosen) {
                  Document value = after.get(key);
                  if (value == null) {
                    work.delete(key);
                  } else {
                    work.put(key, value);
                  }
                }
                return true;
              });
      written = true;
      counts[0]++;
    } catch (Death e) {
      unknown = true;
      throw e;
    } catch (CrossfadeException e) {
      assertThat(e.code()).isEqualTo(ErrorCode.CF_7341);
      assertThat(to.live().state().open()).isFalse();
    } finally {
      if (!written && !unknown) {
        history.remove(history.size() - 1);
      }
    }
  }

  private Document value() {
    values++;
    return new Document.MapOf(
        Map.of(
            new Document.Keyword("title"), new Document.Text("t" + values),
            new Document.Text("n"), new Document.Int(values)));
  }

  private void pass(LocalStore from) {
    PassResult result = Pass.run(from.live(), other(from).live());
    counts[1] += result.kind() == PassResult.Kind.APPLIED ? 1 : 0;
  }

  /** A pass that reads, and comes to its end after another one. */
  private void overtakenPass() {
    LocalStore from = source();
    LocalStore to = other(from);
    var seen = to.live().look();
    if (seen.state().open() || !from.live().preparedPasses().knows(seen.lastPass())) {
      return;
    }
    try (Changes slow = from.live().take(new TakeRequest("slow-" + random.nextLong(), null))) {
      int meanwhile = random.nextInt(4);
      for (int i = 0; i < meanwhile; i++) {
        act(random.nextInt(20));
      }
      if (slow.entries().size() > 0
          && to.live().apply(slow, seen.state().version()).state() != null) {
        from.live().trim(slow);
      }
    }
  }

  private void verify() {
    LocalStore from = source();
    LocalStore to = other(from);
    if (!from.live().state().open()) {
      return;
    }
    VerifiedCollection verified;
    try {
      verified =
          new LiveVerification(
                  from.live(),
                  to.live(),
                  new LiveVerification.Limits(10, 2, Duration.ofSeconds(1)),
                  new Cancellation(),
                  Events.NONE)
              .verify(PLAN);
    } catch (CrossfadeException e) {
      // Switched meanwhile.
      assertThat(e.code()).isEqualTo(ErrorCode.CF_6006);
      return;
    }
    assertThat(verified.equal()).as("verified under writes").isTrue();
  }

  /** What happens at a fault point. */
  private void happens(String point) {
    if (depth > 0) {
      return;
    }
    int lot = random.nextInt(500);
    if (lot < 3) {
      throw new Death(any(), random.nextBoolean());
    }
    // Within a transaction of a store nobody else can come in.
    if (lot < 150 && (point.startsWith("live.") || point.startsWith("document."))) {
      depth++;
      try {
        if (lot < 110) {
          write(any());
        } else if (lot < 135) {
          pass(source());
        } else {
          Switchover.cancel(source().live(), other(source()).live());
        }
      } finally {
        depth--;
      }
    }
  }

  /** The process that worked with both has died; one machine may have lost its power with it. */
  private void bury(Death death) {
    depth = 1;
    counts[3]++;
    int known = durable.getOrDefault(death.of, 0);
    for (LocalStore one : List.of(first, second)) {
      if (death.power && one.equals(death.of)) {
        counts[4]++;
        one.losePower();
      } else {
        one.die();
      }
    }
    LocalStore source = source();
    Map<String, Document> there = source.content();
    if (death.power && source.equals(death.of)) {
      history.subList(known + 1, history.size()).clear();
    } else if (history.size() > 1 && !there.equals(now())) {
      // Nobody was told of the last write.
      history.remove(history.size() - 1);
    }
    assertThat(there).as("the open store after a death").isEqualTo(now());
    durable.replaceAll((one, before) -> history.size() - 1);
    depth = 0;
  }

  private void check() {
    openOne();
    LocalStore source = source();
    assertThat(source.content()).as("the open store").isEqualTo(now());
    Map<String, Document> closed = other(source).content();
    assertThat(history).as("past states of the open store").contains(closed);
  }

  /** Without faults: a drain makes both equal. */
  void end() {
    depth = 1;
    if (openOne() == null) {
      LocalStore source = source();
      Switchover.cancel(source.live(), other(source).live());
    }
    LocalStore open = openOne();
    assertThat(open).as("a cancel opens the source").isNotNull();
    if (open == null) {
      return;
    }
    PassResult.Kind kind = null;
    for (int i = 0; i < 10 && kind != PassResult.Kind.EMPTY; i++) {
      kind = Pass.run(open.live(), other(open).live()).kind();
    }
    assertThat(kind).isEqualTo(PassResult.Kind.EMPTY);
    assertThat(open.outbox()).isEmpty();
    assertThat(other(open).content()).isEqualTo(open.content()).isEqualTo(now());
    for (int i = 0; i < 2; i++) {
      LocalStore from = openOne() == null ? open : source();
      SwitchResult result = Switchover.run(from.live(), other(from).live(), MEANS);
      assertThat(result.outcome()).isEqualTo(SwitchResult.Outcome.OPENED);
      write(other(from));
      pass(other(from));
      check();
    }
  }

  @Override
  public void close() {
    FaultPoints.install(name -> {});
    try (first;
        second) {
      depth = 1;
    }
  }
}
