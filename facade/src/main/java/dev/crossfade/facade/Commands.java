package dev.crossfade.facade;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.fault.FaultPoints;
import dev.crossfade.core.live.Requests;
import dev.crossfade.core.live.Requests.Taken;
import dev.crossfade.facade.live.Actor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Takes what other processes ask of this store, of which this process has the lock: a thread looks
 * several times a second while the database answers, and has others carry it out, so that a status
 * is told while a comparison runs.
 */
final class Commands implements AutoCloseable {
  private static final long LOOK_MILLIS = 300;
  private static final int AT_ONCE = 4;

  private final Moving moving;
  private final Orders orders;
  private final Requests requests;
  private final List<String> sources = new ArrayList<>();
  private final Semaphore free = new Semaphore(AT_ONCE);
  private final ExecutorService workers;
  private final Thread thread;
  private final CountDownLatch ended = new CountDownLatch(1);

  /**
   * @param name of the application's store
   */
  Commands(String name, Moving moving, Orders orders, Requests requests) {
    this.moving = moving;
    this.orders = orders;
    this.requests = requests;
    sources.add(moving.sources().place());
    moving.lanes().moved().forEach(lane -> sources.add(moving.sources().of(lane)));
    thread = daemon(this::run, "crossfade-" + name + "-commands");
    workers = Executors.newCachedThreadPool(work -> daemon(work, "crossfade-" + name + "-command"));
  }

  private static Thread daemon(Runnable work, String name) {
    Thread made = new Thread(work, name);
    made.setDaemon(true);
    return made;
  }

  void start() {
    thread.start();
  }

  private void run() {
    while (ended.getCount() > 0) {
      if (!next()) {
        await();
      }
    }
  }

  /** Waits until it is time to look again, or nothing more is to be taken. */
  private void await() {
    try {
      boolean over = ended.await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      assert !over || ended.getCount() == 0;
    } catch (InterruptedException e) {
      // Nobody knows this thread but stop(), which asks otherwise.
    }
  }

  /** Takes the next one; false when there is none, or it cannot be known. */
  private boolean next() {
    if (!moving.isReady() || !free.tryAcquire()) {
      return false;
    }
    boolean given = false;
    try {
      Optional<Taken> taken = requests.take(sources, Actor.here());
      if (taken.isPresent()) {
        workers.execute(() -> carryOut(taken.get()));
        given = true;
      }
    } catch (CrossfadeException away) {
      moving.ask();
    } finally {
      if (!given) {
        free.release();
      }
    }
    return given;
  }

  private void carryOut(Taken taken) {
    try (taken) {
      FaultPoints.hit("facade.command.taken");
      answer(taken);
    } catch (CrossfadeException away) {
      // Who asked sees that nobody works at it any more.
      moving.tell("a command of " + taken.request().actor() + " got no answer: " + away.detail());
    } finally {
      free.release();
    }
  }

  private void answer(Taken taken) {
    String answer;
    try {
      answer = orders.carryOut(taken.request());
    } catch (CrossfadeException failure) {
      taken.fail(failure.code(), failure.detail());
      return;
    } catch (RuntimeException defect) {
      taken.fail(ErrorCode.CF_9001, defect.getClass().getName());
      throw defect;
    }
    taken.answer(answer);
  }

  /** Takes nothing more. */
  void stop() {
    ended.countDown();
    Threads.join(thread);
    workers.shutdown();
  }

  /** Waits for what is being carried out; an interrupt is kept for afterwards. */
  @Override
  public void close() {
    stop();
    boolean interrupted = false;
    boolean done = false;
    while (!done) {
      try {
        done = workers.awaitTermination(1, TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
