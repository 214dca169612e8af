package dev.crossfade.core.error;

import java.util.Locale;

/**
 * Every error that a user can meet. The name of a constant is its code with an underscore in place
 * of the hyphen; the documentation is generated from this list.
 *
 * <p>Ranges: 1xxx usage and configuration, 2xxx sources, 3xxx connection to a target, 4xxx plans
 * and schemas, 5xxx moving and proving, 9xxx defects of Crossfade itself.
 */
public enum ErrorCode {
  // ---- 1xxx usage and configuration
  CF_1001(
      Exit.USAGE, "Wrong usage", "Run the command with --help to see its arguments and examples."),
  CF_1002(
      Exit.USAGE,
      "A setting is not valid",
      "Correct the setting named; its limits are in docs/reference."),
  CF_1101(
      Exit.FAILED,
      "psql cannot be started",
      "Install PostgreSQL's client programs, or use crossfade sql, which needs none."),
  CF_1102(
      Exit.USAGE,
      "A question got no answer",
      "Answer it on a terminal, or give --yes or the option that says it beforehand."),
  CF_1103(
      Exit.FAILED,
      "The query failed",
      "Correct the query; the server's message says what it expected and where."),
  CF_1104(
      Exit.FAILED,
      "The query took too long",
      "Give it more time with --timeout SECONDS, or 0 for no limit."),
  CF_1105(
      Exit.FAILED,
      "The query wants to write",
      "Add --write if that is meant; without it the database is opened read-only."),
  CF_1106(
      Exit.USAGE, "No run is known by that name", "See the runs of this target with runs list."),
  CF_1107(
      Exit.FAILED,
      "A file cannot be written",
      "Check that its directory exists, that you may write there, and that the disk has room."),
  CF_1108(Exit.USAGE, "A file exists already", "Give another name, or --yes to replace it."),

  // ---- 2xxx sources
  CF_2001(
      Exit.USAGE,
      "The source does not exist",
      "Check the path; paths are relative to the directory you stand in."),
  CF_2002(
      Exit.FAILED,
      "The source cannot be read",
      "Check the rights of the file and that the disk answers."),

  // ---- 3xxx connection to a target
  CF_3001(
      Exit.USAGE,
      "No target is named",
      "Give --to URL, set DATABASE_URL, or write target: into crossfade.yaml."),
  CF_3002(
      Exit.USAGE,
      "The URL of the target is malformed",
      "Write it as postgresql://user:password@host:port/database; percent-encode special characters of the password, as %40 for @."),
  CF_3003(
      Exit.FAILED,
      "The host of the target cannot be reached",
      "Check the name of the host, the network and, where there is one, the VPN."),
  CF_3004(
      Exit.FAILED,
      "The target refused the connection",
      "Nothing listens there: check the port, and that the server is started and listens on that address."),
  CF_3005(
      Exit.FAILED,
      "The target did not answer in time",
      "Check firewalls between here and there, or raise connect_timeout in the URL."),
  CF_3006(
      Exit.FAILED,
      "The target does not offer TLS",
      "Set up TLS on the server, or name sslmode=disable in the URL if the network is yours."),
  CF_3007(
      Exit.FAILED,
      "The target admits no connection like this one",
      "Ask for an entry in the server's pg_hba.conf for this user, database and address; many servers demand TLS: try sslmode=require."),
  CF_3008(
      Exit.FAILED,
      "The target's TLS certificate is not trusted",
      "Name the authority's certificate with sslrootcert in the URL, and the host as the certificate spells it."),
  CF_3009(
      Exit.FAILED,
      "The target refused the user or the password",
      "Correct the password in the URL, in PGPASSWORD or in ~/.pgpass; a role that does not exist is refused in the same way."),
  CF_3010(
      Exit.FAILED,
      "The target asks for a password and none was given",
      "Put it into the URL, into PGPASSWORD, or into ~/.pgpass with mode 0600."),
  CF_3011(
      Exit.FAILED,
      "The user may not log in to the target",
      "The role does not exist there or lacks LOGIN: have it created, or name another user in the URL."),
  CF_3012(
      Exit.FAILED,
      "The database does not exist",
      "Create it with CREATE DATABASE, or name another one in the URL."),
  CF_3013(
      Exit.FAILED,
      "The target has no connection left",
      "Wait, close idle connections, raise max_connections, or use fewer --jobs."),
  CF_3014(Exit.FAILED, "The target is starting up or shutting down", "Try again in a moment."),
  CF_3015(
      Exit.FAILED,
      "A right is missing on the target",
      "Grant the right named to the user of the URL; 'crossfade doctor' lists all rights needed."),
  CF_3016(
      Exit.FAILED,
      "The target is read-only",
      "It is a replica or set to read-only: name the primary server in the URL."),
  CF_3017(
      Exit.FAILED,
      "The target's PostgreSQL is too old",
      "Crossfade needs PostgreSQL 14 or newer: upgrade the server, or choose another one with --to."),
  CF_3018(
      Exit.FAILED,
      "The target's database is not UTF8",
      "Create one with CREATE DATABASE ... ENCODING 'UTF8' TEMPLATE template0, and name it in the URL."),
  CF_3019(
      Exit.FAILED,
      "The connection to the target was lost",
      "Check the server and its log, then run the command again with --resume."),
  CF_3020(
      Exit.FAILED,
      "The target cannot be connected to",
      "See the SQLSTATE named, and the server's log."),
  CF_3021(
      Exit.USAGE,
      "A certificate file cannot be read",
      "Correct the path in sslrootcert, sslcert or sslkey, and its rights."),
  CF_3022(
      Exit.FAILED,
      "The target has no space left",
      "Free space on the disk of the server, then run the command again with --resume."),
  CF_3023(
      Exit.FAILED,
      "TLS cannot be agreed on with the target",
      "Check that the server speaks TLS 1.2 or newer, and the client certificate if it demands one."),
  CF_3031(
      Exit.FAILED,
      "There is no embedded PostgreSQL for this system",
      "Name a server with --to or DATABASE_URL, or install PostgreSQL 14 or newer on this machine."),
  CF_3032(
      Exit.FAILED,
      "The embedded PostgreSQL cannot run as root here",
      "Run the command as an ordinary user, allow user namespaces (unshare -U), or name a server with --to."),
  CF_3033(
      Exit.FAILED,
      "The embedded PostgreSQL cannot be unpacked",
      "Check the space and the rights of the directory named; XDG_CACHE_HOME moves it."),
  CF_3034(
      Exit.FAILED,
      "The embedded PostgreSQL cannot make its data directory",
      "Check the space and the rights of the directory named."),
  CF_3035(
      Exit.FAILED,
      "The embedded PostgreSQL does not start",
      "See the lines of its log above; 'crossfade target reset' begins anew and deletes its data."),
  CF_3036(
      Exit.FAILED,
      "The embedded PostgreSQL does not stop",
      "Close what is connected to it; its process is the one named."),
  CF_3037(
      Exit.FAILED,
      "The directory .crossfade cannot be used",
      "Run the command in a directory that you may write to, or name a server with --to."),
  CF_3038(
      Exit.FAILED,
      "The data of the embedded PostgreSQL belong to another version",
      "Use the version of Crossfade that made them, or begin anew with 'crossfade target reset'."),

  // ---- 4xxx plans and schemas
  CF_4200(
      Exit.FAILED,
      "SQL of the source cannot be understood",
      "Check the statement at the place named; the object can be left out with --exclude."),
  CF_4201(
      Exit.USAGE,
      "A name cannot be one of PostgreSQL",
      "Choose another name in the plan: not empty, without U+0000, at most 63 bytes of UTF-8."),

  // ---- 5xxx moving and proving
  CF_5201(
      Exit.INTERRUPTED,
      "Interrupted",
      "Nothing is lost: run the same command again with --resume to go on."),
  CF_5202(
      Exit.FAILED,
      "Records do not fit the plan",
      "Nothing became visible. Widen the columns in a plan (crossfade plan), or keep what does not fit"
          + " as dead letters with --on-reject dead-letter."),
  CF_5203(
      Exit.FAILED,
      "Another run is working on this schema",
      "Wait until it ends, or choose another schema with --into."),
  CF_5204(
      Exit.FAILED,
      "Tables exist already",
      "Choose another schema with --into, or replace them with --if-exists replace; crossfade verify"
          + " says in which rows they differ."),
  CF_5205(
      Exit.FAILED,
      "An earlier run did not end",
      "Go on with --resume, or begin anew with --restart."),
  CF_5206(
      Exit.FAILED,
      "The earlier run cannot be resumed",
      "What was copied would not fit what is there now. Begin anew with --restart."),
  CF_5207(
      Exit.FAILED,
      "Too many tables for one publication",
      "Raise max_locks_per_transaction on the server and restart it, or move fewer tables at once with"
          + " --tables."),
  CF_5208(
      Exit.FAILED,
      "The existing tables do not fit the plan",
      "--data-only needs every table with the plan's columns and types. Run move --schema-only first,"
          + " or change the plan."),

  // ---- 9xxx defects
  CF_9001(Exit.FAILED, "A defect of Crossfade", "Please report it with the command and the log.");

  /** Exit codes of the command line, one meaning each. */
  private enum Exit {
    FAILED(1),
    USAGE(2),
    DIFFERENT(4),
    INTERRUPTED(130);

    final int status;

    Exit(int status) {
      this.status = status;
    }
  }

  private final Exit exit;
  private final String title;
  private final String advice;

  ErrorCode(Exit exit, String title, String advice) {
    this.exit = exit;
    this.title = title;
    this.advice = advice;
  }

  /** The code as users see it, for example {@code CF-2001}. */
  public String code() {
    return name().toUpperCase(Locale.ROOT).replace('_', '-');
  }

  /** What happened, in a few words, without a full stop. */
  public String title() {
    return title;
  }

  /** What to do about it: one or more whole sentences. */
  public String advice() {
    return advice;
  }

  /** The status that a process ends with because of this error: 1, 2, 4 or 130. */
  public int exitStatus() {
    return exit.status;
  }
}
