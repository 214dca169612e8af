package dev.crossfade.core.error;

import java.util.Locale;

/**
 * Every error that a user can meet. The name of a constant is its code with an underscore in place
 * of the hyphen; the documentation is generated from this list.
 *
 * <p>Ranges: 1xxx usage and configuration, 2xxx sources, 3xxx connection to a target, 4xxx plans
 * and schemas, 5xxx moving and proving, 6xxx live migration, 7xxx stores and segments of the
 * library, 9xxx defects of Crossfade itself.
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
  CF_1108(
      Exit.USAGE,
      "A file exists already",
      "Give another name or move the file away; setup replaces its files with --yes."),
  CF_1109(
      Exit.USAGE,
      "No dead letter has that number",
      "See the dead letters of the run with rejects list."),
  CF_1110(Exit.USAGE, "No shell of that name is known", "Name one of bash, zsh and fish."),
  CF_1111(
      Exit.USAGE,
      "The settings cannot be read",
      "Check the rights of crossfade.yaml, and that it is a file in UTF-8."),

  CF_1112(
      Exit.FAILED,
      "A statement cannot run in a transaction",
      "Give that statement alone: those of one command, or of a function, are one transaction."),

  CF_1113(
      Exit.FAILED,
      "The memory given does not suffice",
      "Give the command more memory (CROSSFADE_JAVA_OPTIONS=-Xmx4g) or fewer --jobs; a value needs"
          + " several times its own size. A run that was begun goes on with --resume."),

  CF_1003(
      Exit.USAGE,
      "A pattern matches no table",
      "Run inspect to see the names; * stands for any characters, ? for one."),
  CF_1010(
      Exit.USAGE,
      "The settings file cannot be read",
      "Correct the file at the line and column named; docs/reference lists its keys."),
  CF_1011(
      Exit.USAGE,
      "An unknown setting",
      "Correct the name or take the line out; docs/reference lists the settings."),

  // ---- 2xxx sources
  CF_2001(
      Exit.USAGE,
      "The source does not exist",
      "Check the path; paths are relative to the directory you stand in."),
  CF_2002(
      Exit.FAILED,
      "The source cannot be read",
      "Check the rights of the file and that the disk answers."),
  // 20xx SQLite
  CF_2010(
      Exit.USAGE, "The source is a directory and no SQLite file", "Name the database file itself."),
  CF_2011(
      Exit.USAGE,
      "The file is no SQLite database",
      "Check the path; a dump (.sql) must first be read into a database with sqlite3."),
  CF_2012(
      Exit.USAGE,
      "The SQLite database seems to be encrypted",
      "Decrypt it with the tool that encrypted it (SQLCipher: sqlcipher_export) and move the plain copy."),
  CF_2013(
      Exit.FAILED,
      "The SQLite database is truncated",
      "The file is shorter than its header says: fetch it again, whole, or restore a backup."),
  CF_2014(
      Exit.FAILED,
      "The SQLite database is corrupt",
      "Run sqlite3 FILE 'PRAGMA integrity_check'; rescue what is left with sqlite3 FILE .recover, or restore a backup."),
  CF_2015(
      Exit.FAILED,
      "The SQLite database is locked",
      "Another program is writing: wait until it is done, or raise the busy time-out. One that set"
          + " PRAGMA locking_mode=EXCLUSIVE lets nobody in until it closes the file."),
  CF_2016(
      Exit.FAILED,
      "No right to read the SQLite database",
      "Give yourself the right to read the file and to enter its directory."),
  CF_2017(
      Exit.FAILED,
      "The SQLite database needs recovery after a crash",
      "A rollback journal of a crashed program stands beside it. Open the database once with its program or with sqlite3, which rolls back, then try again. Never delete the journal."),
  CF_2018(
      Exit.FAILED,
      "The SQLite database in WAL mode cannot be read without writing beside it",
      "Its -shm file must be readable or creatable: allow writing in its directory, or copy the database together with its -wal file to a directory of yours and move the copy."),
  CF_2019(
      Exit.FAILED,
      "The SQLite database cannot be copied",
      "Check that the temporary directory (java.io.tmpdir) has room for a copy of the database."),
  CF_2020(
      Exit.FAILED,
      "SQLite refuses to read",
      "The message is SQLite's own. A collation, function or module that only its application registers is a common cause: leave the table or column out by the plan."),
  CF_2021(
      Exit.USAGE,
      "The source has no such table",
      "Correct the table's name in the plan; inspect lists the tables."),
  CF_2022(
      Exit.USAGE,
      "The source has no such column",
      "Correct the column's name in the plan; inspect lists the columns."),
  CF_2023(
      Exit.USAGE,
      "The condition of a table is not valid",
      "Write one SQLite expression over the columns of the table, as it could stand behind WHERE, without parameters."),
  CF_2024(
      Exit.FAILED,
      "The place to go on from is none of this source",
      "The checkpoints belong to another source or version: start again with --restart."),
  CF_2030(Exit.FAILED, "The SQLite database holds no tables", "Check that it is the right file."),
  CF_2031(
      Exit.FAILED,
      "A column holds values of several types",
      "The plan takes a type that holds them all; change it there, or clean the data."),
  CF_2032(
      Exit.FAILED,
      "Text holds the character U+0000",
      "PostgreSQL cannot hold it in text: choose bytes or the escaped form in the plan, or let the rows become dead letters."),
  CF_2033(
      Exit.FAILED,
      "Text is not valid UTF-8",
      "Choose bytes for the column in the plan, or let the rows become dead letters."),
  CF_2034(
      Exit.FAILED,
      "A name is longer than 63 bytes",
      "PostgreSQL would cut it: the plan gives another name, which you can change."),
  CF_2035(
      Exit.FAILED,
      "Names differ by case only",
      "PostgreSQL tells them apart only when they are quoted: rename one in the plan."),
  CF_2036(
      Exit.FAILED,
      "A virtual table is not moved",
      "Move the table that holds its content; for full text search use a tsvector column in PostgreSQL."),
  CF_2037(
      Exit.FAILED,
      "A table that serves a virtual table is left out",
      "It is made by the virtual table's module; name it in a plan if you need its rows."),
  CF_2038(
      Exit.FAILED,
      "A trigger is not moved",
      "Write it again as a function and a trigger of PostgreSQL, after the move."),
  CF_2039(
      Exit.FAILED,
      "A table has no primary key",
      "It is compared as a set of rows; name a key in the plan if some columns identify a row."),
  CF_2040(
      Exit.FAILED,
      "A default is a string in double quotes",
      "SQLite takes it for a string; PostgreSQL would take it for a name. It is moved as a string."),
  CF_2041(
      Exit.FAILED,
      "Side files of SQLite stand beside the source",
      "SQLite itself makes -wal and -shm files when it reads a database in WAL mode. Leave them to it: a -wal file may hold commits."),
  CF_2042(
      Exit.FAILED,
      "A generated column is computed again by the target",
      "Its values are not copied; its expression is part of the schema."),
  CF_2201(
      Exit.USAGE,
      "The format of the file is not recognised",
      "Name the file .json, .jsonl, .ndjson, .edn, .csv or .tsv (also with .gz), or convert it."),
  CF_2202(
      Exit.FAILED,
      "A record is not valid JSON",
      "Correct the record at the line named, or move with --on-reject dead-letter."),
  CF_2203(
      Exit.FAILED,
      "A file ends in the middle of a record",
      "Fetch the file again: it is probably incomplete. What stands before its end can be moved."),
  CF_2204(
      Exit.FAILED,
      "A record has the same field twice",
      "Decide which of the two holds and remove the other; JSON does not say."),
  CF_2205(
      Exit.FAILED,
      "A record is not valid UTF-8",
      "Convert the file to UTF-8 first, for example with iconv."),
  CF_2206(
      Exit.FAILED,
      "A record is too long for the memory given",
      "Give the command more memory (CROSSFADE_JAVA_OPTIONS=-Xmx4g); a record may take an eighth of it."),
  CF_2207(
      Exit.FAILED,
      "A record is nested too deeply",
      "PostgreSQL does not take such JSON; flatten the record first."),
  CF_2208(Exit.FAILED, "A record is not an object", "Remove the record, or put it into an object."),
  CF_2209(
      Exit.FAILED,
      "A number is out of every range",
      "Write the number with an exponent of at most nine digits."),
  CF_2210(
      Exit.FAILED,
      "A field has a name that no column can have",
      "Remove U+0000 and lone surrogates from the name."),
  CF_2211(
      Exit.FAILED,
      "A row has more or fewer cells than the header",
      "Correct the row at the line named, or move with --on-reject dead-letter."),
  CF_2212(
      Exit.FAILED,
      "A quoted cell is not closed properly",
      "Double the quotes inside the cell, and close it before the delimiter."),
  CF_2213(
      Exit.FAILED,
      "A compressed file is damaged",
      "Fetch the file again. The records before the damage can be moved with --on-reject dead-letter."),
  CF_2214(
      Exit.FAILED,
      "The source changed while it was read",
      "Stop the program that writes it, or copy the file, and start again with --restart."),
  CF_2215(
      Exit.USAGE,
      "The source has no such collection",
      "Run inspect to see the names of its collections."),
  CF_2216(
      Exit.USAGE,
      "The condition on a collection of files is not valid",
      "Correct where in the plan, as in: status = 'open' and (total >= 10 or total is null)."),
  CF_2217(
      Exit.USAGE,
      "The source has no such column",
      "Run inspect to see the columns, and correct the source in the plan."),
  CF_2218(
      Exit.FAILED,
      "A field does not have the structure that the plan expects",
      "Keep the field as JSON in the plan: name its own path instead of the paths inside."),
  CF_2219(
      Exit.FAILED,
      "Something follows the end of the JSON",
      "Remove what stands behind the last bracket."),
  CF_2220(
      Exit.FAILED,
      "A field is null in some records and absent in others",
      "Nothing is needed: both become NULL, which counts as equal."),
  CF_2221(
      Exit.FAILED,
      "An array of objects stays JSON",
      "Take it as a table of its own by adding that collection to the plan."),
  CF_2222(
      Exit.FAILED,
      "A file is not in UTF-8",
      "Check the text; name the encoding if it was guessed wrongly."),
  CF_2223(
      Exit.FAILED, "Columns had to be named", "Rename them in the plan, or correct the header."),
  CF_2224(
      Exit.FAILED,
      "Two files would be one collection",
      "Nothing is needed: each bears its ending in its name. Exclude one if it is a copy."),
  CF_2225(
      Exit.FAILED,
      "A file in the folder was not read",
      "Nothing is needed if it holds no data; else convert it to JSON, JSONL, EDN or CSV."),
  CF_2226(
      Exit.FAILED, "A file holds no records", "Nothing is needed; exclude it if it is not wanted."),
  CF_2227(
      Exit.FAILED,
      "An array mixes structures or is missing in some records",
      "Nothing is needed: it stays JSON."),
  CF_2228(
      Exit.FAILED,
      "A field of the plan is in no record",
      "Correct the source of the column in the plan; else the column holds only NULL."),

  CF_2229(
      Exit.USAGE,
      "The file has another encoding than the one named",
      "Leave --encoding out, or name the encoding that the file's byte order mark says."),

  // 224x EDN and documents
  CF_2240(
      Exit.FAILED,
      "The text is not valid EDN",
      "Correct it at the line and column named, or move with --on-reject dead-letter."),
  CF_2241(
      Exit.FAILED,
      "A map or a set in EDN has a key twice",
      "Decide which of the two holds and remove the other; EDN does not say."),
  CF_2242(
      Exit.FAILED,
      "A value cannot be written as plain JSON",
      "Keep to what JSON has: null, true and false, numbers, text, arrays, and objects with names of text."),
  CF_2243(
      Exit.FAILED,
      "JSON is no encoded document",
      "Write the value through Crossfade; a string that begins with : or ~ gets a ~ before it."),

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
  CF_3024(
      Exit.FAILED,
      "A pooler before the target refused the connection",
      "Poolers give one code for all reasons: see its message above and its log, and check user,"
          + " password and database in its own configuration. A run holds one connection and works"
          + " on others: the pool (default_pool_size) must give at least two."),
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
      "Choose another name, in the plan or for --into: not empty, without U+0000, at most 63 bytes of UTF-8."),
  CF_4001(
      Exit.USAGE,
      "The plan names a table that the source does not have",
      "Correct the name or take the entry out; inspect shows the names of the source."),
  CF_4002(
      Exit.USAGE,
      "The plan names a column that its table does not have",
      "Correct the name or take the entry out; inspect shows the columns of the source."),
  CF_4003(
      Exit.USAGE,
      "The plan uses a name twice",
      "Give each table of the target, and each column of a table, a name of its own."),
  CF_4004(
      Exit.USAGE,
      "The plan's key is not one",
      "Name target columns of the same table, each with a type that has an order, or leave the key"
          + " empty."),
  CF_4005(
      Exit.USAGE,
      "The plan's conversion does not suit the values",
      "Choose another conversion; inspect shows what was seen, and plan offers what would fit."),
  CF_4006(
      Exit.USAGE,
      "The plan forbids null where the source has it",
      "Make the column nullable, and leave it out of the key."),
  CF_4007(
      Exit.USAGE,
      "The plan has a table without columns",
      "Plan at least one of its columns, or skip the table."),
  CF_4008(
      Exit.USAGE,
      "A name that PostgreSQL does not bear",
      "Choose a name of 1 to 63 bytes that is not one of PostgreSQL's system columns."),
  CF_4009(
      Exit.USAGE,
      "The plan's parent is not one",
      "Name a table of the plan that is moved, the columns here, and the columns of its key."),
  CF_4020(
      Exit.USAGE,
      "The plan file is not valid YAML",
      "Correct the file at the line and column named."),
  CF_4021(
      Exit.USAGE,
      "The plan file has an unknown key",
      "Correct the key at the line and column named; docs/reference lists the keys."),
  CF_4022(
      Exit.USAGE,
      "The plan file has a value that is not allowed",
      "Correct the value at the line and column named."),
  CF_4023(
      Exit.USAGE, "The plan file lacks a key", "Add the key in the entry that the message names."),
  CF_4024(
      Exit.USAGE,
      "The plan file is of another version",
      "Make the plan anew with this version of Crossfade, or use the version that wrote it."),

  // ---- 5xxx moving and proving
  CF_5001(
      Exit.FAILED,
      "A value is null where the column forbids it",
      "Make the column nullable in the plan, or correct the source."),
  CF_5002(
      Exit.FAILED,
      "The kind of a value does not fit its column",
      "Choose a wider conversion for the column in the plan, such as mixed_json, or let such records become dead letters."),
  CF_5003(
      Exit.FAILED,
      "Text holds U+0000, which PostgreSQL cannot store",
      "Choose the conversion text_escaped or text_bytes for the column in the plan."),
  CF_5004(
      Exit.FAILED,
      "Text is not valid UTF-8",
      "Choose the conversion text_bytes for the column in the plan, or correct the encoding in the source."),
  CF_5005(
      Exit.FAILED,
      "Text is not a 64-bit integer in its canonical form",
      "Keep the column as text in the plan: leading zeros, signs and larger numbers would be lost."),
  CF_5006(
      Exit.FAILED,
      "Text is not a double in plain notation",
      "Keep the column as text in the plan, or choose text_decimal."),
  CF_5007(
      Exit.FAILED,
      "Text is not a decimal in plain notation",
      "Keep the column as text in the plan: signs, exponents and needless zeros would be lost."),
  CF_5008(
      Exit.FAILED,
      "Text is not a timestamp in the column's form",
      "Keep the column as text in the plan, or choose the form that its values have."),
  CF_5009(Exit.FAILED, "Text is not a date yyyy-MM-dd", "Keep the column as text in the plan."),
  CF_5010(
      Exit.FAILED,
      "There is no such day or time",
      "Correct the value in the source, or keep the column as text in the plan."),
  CF_5011(
      Exit.FAILED,
      "A moment lies outside the years 0001 to 9999",
      "Keep the column as a number in the plan; a column of milliseconds may have been read as seconds."),
  CF_5012(
      Exit.FAILED,
      "A number is not exact as a double",
      "Choose number_decimal or mixed_json for the column in the plan."),
  CF_5013(
      Exit.FAILED,
      "A number has more digits than PostgreSQL's numeric holds",
      "Keep the column as text or json in the plan; numeric holds 131072 digits before and 16383 behind the point."),
  CF_5014(
      Exit.FAILED,
      "A value is none of the two that the flag knows",
      "Keep the column as it is in the source in the plan."),
  CF_5015(
      Exit.FAILED,
      "A value is not a UUID in lower case with hyphens, or of 16 bytes",
      "Keep the column as text or bytes in the plan."),
  CF_5016(Exit.FAILED, "A value is not JSON", "Keep the column as text in the plan."),
  CF_5017(
      Exit.FAILED,
      "A JSON object has a name twice, and jsonb would drop one",
      "Choose the type json or text for the column in the plan."),
  CF_5018(
      Exit.FAILED,
      "JSON holds U+0000 or a lone surrogate, which jsonb cannot store",
      "Choose the type json or text for the column in the plan."),
  CF_5019(
      Exit.FAILED,
      "JSON is nested too deeply for the server",
      "Keep the column as text in the plan."),
  CF_5020(
      Exit.FAILED,
      "A value is too large for PostgreSQL",
      "One value, and one row, hold at most 1 GB; a jsonb 256 MB: keep it as json, or outside of the database."),
  CF_5021(
      Exit.FAILED,
      "A JSON number has more digits than jsonb holds",
      "Choose the type json or text for the column in the plan."),
  CF_5022(
      Exit.FAILED,
      "Text in a column of mixed kinds looks like a number",
      "Choose mixed_json for the column in the plan."),
  CF_5023(
      Exit.FAILED,
      "A Julian day does not come back from the microsecond",
      "Keep the column as double in the plan."),
  CF_5024(
      Exit.FAILED,
      "An integral number would come back as an integer",
      "Choose mixed_json or, for numbers of files, number_decimal for the column in the plan."),
  CF_5025(
      Exit.FAILED,
      "JSON in a column of mixed kinds would be taken for another value",
      "Choose the type json for the column in the plan."),
  CF_5026(
      Exit.FAILED,
      "A row is beyond a limit of PostgreSQL",
      "Numbers, times and short texts of a row must fit a page of 8 kB together, and each long text"
          + " takes 18 bytes of it; jsonb has limits of its own. Leave columns out in the plan, or keep"
          + " JSON as json."),
  CF_5051(
      Exit.FAILED,
      "The target refused the rows",
      "See the SQLSTATE named; the server's log tells more. Run the command again with --resume once the cause is gone."),
  CF_5052(
      Exit.FAILED,
      "The target's disk is full",
      "Free space on the server, then run the command again with --resume."),
  CF_5053(
      Exit.FAILED,
      "The target ran out of memory",
      "Use fewer --jobs or give the server more memory, then run the command again with --resume."),
  CF_5054(
      Exit.FAILED,
      "The target stopped while it was loaded",
      "When the server runs again, run the command again with --resume."),
  CF_5055(
      Exit.FAILED,
      "The connection to the target was lost while it was loaded",
      "Check the server and the network, then run the command again with --resume."),
  CF_5056(
      Exit.FAILED,
      "The table loaded into is not as it was made",
      "Somebody changed or dropped it during the run: run the command again with --restart."),
  CF_5057(
      Exit.FAILED,
      "The target cancelled a statement",
      "A time-out, a deadlock or an administrator ended it; see the SQLSTATE named, then run the command again with --resume."),
  CF_5058(
      Exit.FAILED,
      "A statement failed on the target",
      "See the SQLSTATE and the message of the server."),
  CF_5059(
      Exit.FAILED,
      "Rows violate a constraint of the target",
      "Compare the constraint named with the source; choose dead letters or another key in the plan."),
  CF_5060(
      Exit.FAILED,
      "The target took another number of rows than were sent",
      "A trigger or a rule on the table drops or adds rows: disable it, then run the command again with --restart."),
  CF_5061(
      Exit.FAILED,
      "The control schema was made by a newer Crossfade",
      "Use a version of Crossfade at least as new as the one that made it."),
  CF_5062(
      Exit.FAILED,
      "The control schema is not as Crossfade made it",
      "A migration in its history has another content than this version knows: use the version that made it, or drop the schema crossfade if its runs may be forgotten."),
  CF_5063(
      Exit.FAILED,
      "The control schema cannot be made",
      "Grant CREATE on the database, or have the schema crossfade created with the user of the URL as its owner; where it belongs to another role, connect as that one. 'crossfade doctor' tells which it is."),
  CF_5064(
      Exit.FAILED,
      "The control schema is missing",
      "Move something first; the schema crossfade is made by the first run. If it was dropped under a"
          + " live migration, free the file with crossfade retire --of FILE --file-only."),
  CF_5065(
      Exit.FAILED,
      "The target says that a limit of PostgreSQL is passed",
      "A table has at most 1,600 columns. Leave columns out in a plan, or leave the table out with"
          + " --exclude; then --restart."),
  CF_5066(
      Exit.FAILED,
      "Fewer rows were read than counted",
      "Nothing became visible. Run the command again with --restart; if it happens again, please"
          + " report it."),
  CF_5067(
      Exit.FAILED,
      "Somebody holds a lock on tables of the target",
      "Nothing is lost: a follower tries again until the lock is gone. Let the transaction named end, or"
          + " end it: SELECT pg_terminate_backend(process), or ROLLBACK PREPARED for a prepared one."),
  CF_5101(
      Exit.DIFFERENT,
      "The table to read back is missing",
      "Check --into and the target; if the table was dropped or renamed, move it again."),
  CF_5102(
      Exit.DIFFERENT,
      "The table is not as the plan says",
      "Give the column its type and name back, or move the table again."),
  CF_5103(
      Exit.FAILED,
      "Row-level security hides rows of the table",
      "Connect as a role with BYPASSRLS, or as the table's owner without FORCE ROW LEVEL SECURITY."),
  CF_5104(
      Exit.FAILED,
      "No right to read the table back",
      "Grant the role SELECT on the table and USAGE on its schema."),
  CF_5105(
      Exit.FAILED,
      "Reading the target back failed",
      "Look at the server's log, and run the command again when it answers."),
  CF_5106(
      Exit.FAILED,
      "The target's catalogue cannot be read",
      "Look at the server's log, and check that the role may read pg_catalog."),
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
  CF_5209(
      Exit.USAGE,
      "There is no such run",
      "crossfade runs list shows the runs of this target; name one with --run, or move the source"
          + " first."),
  CF_5210(
      Exit.FAILED,
      "Other objects depend on a table that would be replaced",
      "Nothing was touched. Drop what is named and make it again afterwards, or choose another schema"
          + " with --into."),

  // ---- 6xxx live migration
  CF_6001(
      Exit.FAILED,
      "The two stores are not in step",
      "One of them was restored from a backup, or lost what it had confirmed. Nothing was applied. Run"
          + " crossfade reconcile to see what differs, decide which one is right, and run it again with"
          + " --right SOURCE or --right TARGET."),
  CF_6002(
      Exit.FAILED,
      "A temporary file cannot be used",
      "Free space in the directory for temporary files, or name another one with"
          + " -Djava.io.tmpdir=DIRECTORY."),
  CF_6003(
      Exit.FAILED,
      "The switch took too long",
      "It was given up, and the first store takes writes again. Wait until the lag is small, see"
          + " crossfade status, and switch again; or allow a longer barrier."),
  CF_6004(
      Exit.DIFFERENT,
      "A gate is shut",
      "Do what the gate's advice says, or override it by its name with a reason: --override GATE"
          + " --reason TEXT."),
  CF_6005(
      Exit.FAILED,
      "Both stores are open",
      "One of them was restored from a backup; the one with the lower epoch has been closed. Run"
          + " crossfade reconcile to see what differs, decide which one is right, and run it again with"
          + " --right SOURCE or --right TARGET."),

  CF_6006(
      Exit.FAILED,
      "The verification found no quiet moment",
      "Another process applies passes, or has switched the stores. Let the process that follows verify, or"
          + " run it again when crossfade status shows less load."),

  CF_6007(
      Exit.FAILED,
      "The target's server is another one than before",
      "After a failover or a restored backup the last commits may be missing. Nothing was applied. Run"
          + " crossfade reconcile to see what differs, and run it again with --right SOURCE or --right"
          + " TARGET."),
  CF_6008(
      Exit.FAILED,
      "Too much differs",
      "Bringing the keys over one by one takes longer than a new copy. Run crossfade retire, drop the"
          + " tables that are not right, and follow anew."),

  // ---- 61xx SQLite as a live store
  CF_6101(
      Exit.FAILED,
      "The table cannot be followed",
      "Leave it out in the plan (skip), or give it a primary key; the detail says what is in the way."),
  CF_6102(
      Exit.FAILED,
      "The file is not followed yet",
      "Nothing of Crossfade is installed in the file. Begin with crossfade follow."),
  CF_6103(
      Exit.FAILED,
      "The file cannot be written",
      "To follow a file, side tables and triggers are installed in it: give the right to write to it"
          + " and to its directory."),
  CF_6104(
      Exit.FAILED,
      "Another migration follows this file",
      "One file takes part in one live migration. Retire the other one first, or go on with it; if its"
          + " target is gone for good, crossfade retire --of FILE --file-only."),
  CF_6105(
      Exit.FAILED,
      "The file is closed by another migration",
      "Its data went elsewhere: the detail says where to. Go back or retire that migration first; if"
          + " that target is gone for good, crossfade retire --of FILE --file-only."),
  CF_6106(
      Exit.FAILED,
      "Side tables or triggers are damaged",
      "Somebody changed what crossfade follow installed, so changes may have been missed. crossfade resume"
          + " makes lost triggers again and compares before it goes on; if side tables are damaged: crossfade"
          + " resume --reinstall, then crossfade verify --live, and repair what differs."),
  CF_6107(
      Exit.FAILED,
      "Names of side tables are taken",
      "Names that begin with crossfade_ are needed in the file; rename what stands there."),
  CF_6108(
      Exit.FAILED,
      "The program changed the schema",
      "The detail lists what changed. The process that follows takes it over, or names the command that"
          + " resumes: crossfade status."),
  CF_6109(
      Exit.FAILED,
      "The program added to the schema",
      "Nothing was missed. The process that follows takes it over; start crossfade follow if none does."),
  CF_6110(
      Exit.FAILED,
      "SQLite does not hold the value equal",
      "The column's declared type changes it. Change the value, or the type of the column in the file."),
  CF_6111(
      Exit.FAILED,
      "SQLite refuses the row",
      "A constraint of the table in the file forbids it; the detail says which. Change the row."),
  CF_6112(
      Exit.FAILED,
      "The disk is full",
      "Make room on the disk of the SQLite file or of the temporary directory; nothing is lost."),
  CF_6114(
      Exit.FAILED,
      "The file is not read in pieces",
      "The table has no index in the order of its key: it is read as one piece."),
  CF_6115(
      Exit.FAILED,
      "The file was replaced by another one",
      "Put the followed file back, or stop, compare fully and follow the new one."),

  // ---- 62xx PostgreSQL as a live store
  CF_6201(
      Exit.FAILED,
      "The live migration is not known on the target",
      "It was retired, its rows were deleted, or the target is another database than before. If they are"
          + " gone for good, end it with crossfade retire and follow anew; no row of a table is touched."),
  CF_6202(
      Exit.USAGE,
      "A table belongs to another live migration",
      "Follow into another schema, or retire the other migration first; crossfade status lists them."),
  CF_6203(
      Exit.FAILED,
      "A followed table has no unique index on its key",
      "Make the primary key or unique constraint again that the plan names, on exactly these columns."),
  CF_6204(
      Exit.FAILED,
      "A foreign key of a table that is not followed refers to a followed one",
      "Rows of a closed store come and go with its passes: drop that foreign key until the switch."),
  CF_6205(
      Exit.FAILED,
      "Another row holds a value that must be unique",
      "The constraint is stricter on the target than in the source: loosen it, or change one of the rows."),
  CF_6206(
      Exit.FAILED,
      "A constraint of the target refuses the row",
      "Loosen the constraint on the target, or correct the row in the open store."),
  CF_6207(
      Exit.FAILED,
      "Too many rows of one pass do not fit the target",
      "A column holds another kind of value now: change its conversion in the plan and begin again."),
  CF_6208(
      Exit.FAILED,
      "Writers in flight did not end in time",
      "Nothing was changed. End the transactions named, prepared ones included, and try again."),
  CF_6209(
      Exit.FAILED,
      "Triggers or columns of a followed table are not as they were installed",
      "See which in the message. Undo the change, or run crossfade resume --reinstall; then crossfade"
          + " verify --live, and repair what differs."),
  CF_6210(
      Exit.FAILED,
      "A value does not come back equal in the first store",
      "Change the row in the open store to a value that the plan's conversion holds."),
  CF_6211(
      Exit.USAGE,
      "A table cannot be followed",
      "Leave it out of the plan, or give it a key whose values can be compared and are never null."),
  CF_6212(
      Exit.FAILED,
      "A temporary table cannot be made on the target",
      "Grant the role TEMPORARY on the database: GRANT TEMPORARY ON DATABASE name TO role."),

  // ---- 63xx the live run and its commands
  CF_6301(
      Exit.FAILED,
      "A live migration of this source is under way",
      "crossfade status shows it. Go on with it by follow with the same target and schema, or end it"
          + " with crossfade retire first."),
  CF_6302(
      Exit.USAGE,
      "There is no such live migration",
      "crossfade status shows those of this target; begin one with crossfade follow."),
  CF_6303(
      Exit.USAGE,
      "Several live migrations are meant",
      "Name the source whose migration is meant; crossfade status shows them."),
  CF_6305(
      Exit.USAGE,
      "A table cannot be followed",
      "Changes are found by a key. Give the table a primary key; a collection of files gets one by the"
          + " line key: [COLUMN, ...] in its plan, and nullable: false in those columns (crossfade plan"
          + " SOURCE --out FILE writes it, crossfade follow SOURCE --plan FILE takes it). Or leave it"
          + " out: follow with --exclude TABLE."),
  CF_6306(
      Exit.FAILED,
      "Not installed",
      "Nothing was changed. Answer yes, or give --yes, to let side tables and triggers be installed."),
  CF_6307(
      Exit.FAILED,
      "The follower did not begin to follow",
      "The detail holds the end of its log. Mend what it says and start it again; it goes on where it"
          + " stopped."),
  CF_6308(
      Exit.FAILED,
      "Another stage is needed",
      "crossfade status shows the stage and what can be done in it."),
  CF_6309(
      Exit.FAILED,
      "The switch did not take place",
      "The store that was open takes writes as before. See crossfade status and crossfade events, mend"
          + " what the detail says, and switch again."),
  CF_6310(
      Exit.FAILED,
      "The demonstration found something wrong",
      "The detail says what; its folder was kept. Please report it with the files there."),
  CF_6311(
      Exit.USAGE,
      "A key cannot be repaired",
      "Give TABLE:VALUE as the followed file holds the key, the values of several columns separated by"
          + " commas in the key's order; crossfade verify --live lists keys that differ."),
  CF_6329(
      Exit.FAILED,
      "Following is paused",
      "A process waits to go on. See crossfade status, do what it says, then run crossfade resume."),
  CF_6320(
      Exit.USAGE,
      "The limits of the throttle cannot be read",
      "Another version set them. Set them anew: crossfade throttle off, then crossfade throttle with what"
          + " is wanted. Until then no passes are made."),
  CF_6321(
      Exit.FAILED,
      "The throttle's condition cannot be asked",
      "Give one query of the target that gives one row with one boolean or number within 2 seconds:"
          + " crossfade throttle --while-sql 'SELECT ...', or lift it with --while-sql off. While it fails,"
          + " passes wait."),
  CF_6322(
      Exit.FAILED,
      "The role may not see the load of the target",
      "Let a superuser run GRANT pg_read_all_stats TO role, or lift the limit: crossfade throttle"
          + " --max-load off --max-replica-lag off. Until then passes wait."),
  CF_6331(
      Exit.FAILED,
      "The program changed the schema",
      "The detail names each change and the command that resumes."),
  CF_6332(
      Exit.FAILED,
      "A change of the schema is being taken over",
      "The process that follows ends it by itself; start crossfade follow if none does, and try again."),
  CF_6333(
      Exit.FAILED,
      "The plan was extended meanwhile",
      "A change of the program's schema was taken over. Run the command again."),
  CF_6334(
      Exit.FAILED,
      "A table differs after it was taken over",
      "Something writes past the fence. Look for it, then let the table be compared again: crossfade"
          + " resume."),
  CF_6323(
      Exit.USAGE,
      "This stage is reached in another way",
      "The detail names the command; crossfade stage lists what leads where."),
  CF_6324(
      Exit.USAGE,
      "The key is not dead",
      "crossfade dead-keys lists those that are, as they are to be given."),
  CF_6325(
      Exit.FAILED,
      "The tables of the copy cannot be dropped",
      "They were changed since they were published, or something that is not Crossfade's depends on them."
          + " Drop or move that yourself, then give the same crossfade stage command again; until then no"
          + " passes are made."),
  CF_6326(
      Exit.USAGE,
      "Two files would be followed into the same table",
      "Give each its own schema by following it alone with --into, or leave the table out of one with"
          + " --exclude."),

  // ---- 65xx following by snapshots
  CF_6501(
      Exit.FAILED,
      "Many rows are gone from the file at once",
      "Nothing was deleted on the target. Look whether the file was emptied, restored or replaced by"
          + " another one. If it is right as it is, crossfade resume lets the rows be deleted."),
  CF_6502(
      Exit.FAILED,
      "The digests of a followed file are lost",
      "Without them nobody knows what changed. Put the file of digests back, or let crossfade resume"
          + " compare everything: rows of the target that the file does not hold are deleted then."),
  CF_6503(
      Exit.FAILED,
      "A file without triggers cannot be closed for writers",
      "Run crossfade follow again without --no-triggers: it installs triggers and goes on from here."
          + " Then switch."),
  CF_6504(
      Exit.FAILED,
      "The file belongs to another application",
      "Its application_id is not the one that is followed: put the right file back. If it is right,"
          + " crossfade resume accepts it."),
  CF_6505(
      Exit.FAILED,
      "The migration is being taken over by triggers",
      "Run crossfade follow again without --no-triggers: it ends what was begun."),
  CF_6510(
      Exit.FAILED,
      "The files cannot be read as they are now",
      "Nothing is brought over until every record of them can be read again; a file that is half"
          + " written comes right by itself. Else correct the record that the detail names."),
  CF_6511(
      Exit.FAILED,
      "The files do not come to rest",
      "A state of them counts when two readings a second apart are the same. Stop the program that"
          + " writes them, or try again when it writes less."),
  CF_6512(
      Exit.FAILED,
      "Records of a file cannot be told apart by their key",
      "Correct the records that the detail names, then crossfade resume; or choose another key for"
          + " the collection in a plan (key: [...], see crossfade plan) and follow anew with --plan."),
  CF_6513(
      Exit.FAILED,
      "Files of a foreign program are not written back",
      "PostgreSQL stays open. To give the program its data again, export the tables into files of its"
          + " format and start it with those; crossfade retire ends the migration."),
  CF_6514(
      Exit.FAILED,
      "The permissions of a file cannot be changed",
      "At a switch the followed files are made read-only. Run the command as their owner."),

  // ---- 634x bad situations of a live migration
  CF_6341(
      Exit.FAILED,
      "The control rows on the target were changed",
      "Somebody changed rows of the schema crossfade, so writes may have been let through or refused"
          + " wrongly. Run crossfade resume --reinstall, then crossfade verify --live."),
  CF_6342(
      Exit.USAGE,
      "Tables of these names stand in the target already",
      "Follow into another schema with --into, or rename or drop the tables named; a live migration"
          + " never writes into tables that it has not made. One that has begun already goes on by"
          + " crossfade resume or crossfade follow then."),
  CF_6343(
      Exit.FAILED,
      "The side tables were made by a newer Crossfade",
      "Use a version of Crossfade at least as new as the one that made them; nothing was changed."),
  CF_6344(
      Exit.FAILED,
      "The control row is lost",
      "Which store is open cannot be told any more. Both keep their rows: compare them, end this"
          + " migration with crossfade retire, and follow anew from the one that is right."),

  CF_6401(
      Exit.USAGE,
      "This is no proof that Crossfade wrote",
      "Give a file that crossfade proof export wrote, whole and by the same or an older version."),
  CF_6402(
      Exit.FAILED,
      "The migration of the proof is not there",
      "Give the target that it was exported from. After crossfade retire nothing is left to compare"
          + " a proof with; its own digest still shows whether it was changed."),

  // ---- 7xxx stores and segments of the library
  CF_7001(
      Exit.FAILED,
      "The store is closed",
      "Open it again; a closed store neither reads nor writes."),
  CF_7002(
      Exit.FAILED,
      "A key cannot be kept",
      "A key is text of 1 to 1000 bytes in UTF-8, without U+0000 and lone surrogates."),
  CF_7003(
      Exit.FAILED,
      "A value cannot be kept by this store",
      "Use a store that has such values: an EDN file and a database keep every document, JSON only"
          + " what JSON can say."),
  CF_7004(
      Exit.FAILED,
      "A transaction is used where it cannot be",
      "Within a transaction write by the transaction itself, on its own thread, and not after its"
          + " end."),
  CF_7011(
      Exit.FAILED,
      "The file of a store cannot be read",
      "Correct the file at the place named, or put its backup there; nothing was changed."),
  CF_7012(
      Exit.FAILED,
      "The file of a store is gone",
      "Put it back where it was. To begin anew without it, remove its folder .crossfade, too."),
  CF_7013(
      Exit.FAILED,
      "The file of a store was edited while its journal holds writes that it lacks",
      "Open it once with Resolution.JOURNAL (where both changed a key the journal's value holds) or"
          + " Resolution.FILE (the file holds as it stands); the other side is kept beside it."),
  CF_7014(
      Exit.FAILED,
      "The journal of a store is damaged",
      "Records that were acknowledged cannot be read. Restore the store's file and its folder"
          + " .crossfade from a backup; or open it once with Resolution.FILE, which keeps the file as"
          + " it stands and puts the journal aside."),
  CF_7015(
      Exit.FAILED,
      "The state of a store cannot be read",
      "Restore the store's file and its folder .crossfade from a backup of one moment; or remove"
          + " the folder, if the file holds everything."),
  CF_7016(
      Exit.FAILED,
      "The file of a store cannot be written",
      "Check the rights of its folder, and that the disk has room. Every write is kept in the"
          + " journal, and goes into the file as soon as that can be written."),
  CF_7017(
      Exit.FAILED,
      "The file of a store has a key that is kept for notes",
      "Keys that begin with crossfade: are notes of moving a store, and never in its file. Give the"
          + " key another name in the file; nothing was changed."),
  // 71xx segments
  CF_7101(
      Exit.FAILED,
      "A segment cannot be written",
      "Give the disk room and the folder the right to write; nothing of the record is kept, and the"
          + " next one is written as soon as the cause is gone."),
  CF_7102(
      Exit.FAILED,
      "A segment cannot be forced to the disk",
      "What was written since the last force may be lost with the power, and asking the system"
          + " again would prove nothing. Look after the disk, then open the segment anew."),
  CF_7103(
      Exit.FAILED,
      "A segment cannot be read",
      "Check the rights of its folder and that the disk answers."),
  CF_7104(
      Exit.FAILED,
      "A segment is of a format that is not known",
      "Use the version of Crossfade that wrote it, or a newer one."),
  CF_7105(
      Exit.FAILED,
      "A record cannot be put into a segment",
      "A record is one line: members of a JSON object, without a line end, of at most 1 GiB."),
  CF_7106(Exit.FAILED, "A segment is closed", "Open it again; a closed segment takes nothing."),
  CF_7107(
      Exit.FAILED,
      "Another process or object is the owner",
      "Stop the process named, or close what is open in this one; the lock ends with its owner."),

  // 72xx the facade
  CF_7201(
      Exit.FAILED,
      "The keys of a transaction lie in different stores",
      "Nothing was written. Patterns that share transactions are to be moved together: bring them to"
          + " stages with the same open store, or write their keys in transactions of their own."),
  CF_7202(
      Exit.FAILED,
      "The open store does not answer",
      "Nothing was written. Look after the database named; the call may be repeated, and succeeds"
          + " as soon as it answers."),
  CF_7203(
      Exit.FAILED,
      "No store takes writes",
      "Nothing was written. A switch is under way, or was left half done: see status; a switch that"
          + " died is given up by itself after a while, or by back() or advance()."),
  CF_7204(
      Exit.USAGE,
      "The patterns of a store do not fit what was moved by them",
      "A key would come to another table while its pattern is being moved. Put the patterns back as"
          + " they were, or retire the patterns named first."),
  CF_7205(
      Exit.FAILED,
      "The application's flag does not let a pattern go there",
      "Raise the limit that the application gave for this pattern, then ask again."),
  CF_7206(
      Exit.USAGE,
      "A pattern cannot go to that stage",
      "See status for where it is. A pattern goes from one stage to the next, and from the database"
          + " back to the store that it came from."),
  CF_7207(
      Exit.USAGE,
      "There is no such store or pattern",
      "Use a name from crossfade.yaml, or from the settings that the application was opened with."),
  CF_7208(
      Exit.FAILED,
      "The self-test failed",
      "Nothing of it is left but what is named. Send the step and the cause along when you ask for"
          + " help; do not move data before it passes."),
  CF_7209(
      Exit.FAILED,
      "The move of a pattern did not get there within the limit",
      "It goes on in the background. See status for what it waits for, then ask again."),
  CF_7210(
      Exit.FAILED,
      "The application does not answer",
      "The store belongs to a running application, which takes commands while it reaches the"
          + " database. Start it, or wait until it reaches the database, and try again."),
  CF_7211(
      Exit.FAILED,
      "The application ended while it carried a command out",
      "Nothing is left half done: a copy goes on, and a switch is given up, when it runs again. Start"
          + " it, see status for how far it came, and repeat the command if need be."),
  CF_7212(
      Exit.FAILED,
      "What the application and this program say to each other does not fit",
      "They are of different versions of Crossfade: use the same one for both, or look up the code in"
          + " the documentation of the application's."),
  CF_7213(
      Exit.USAGE,
      "The application does not know the command",
      "It runs another version of Crossfade than this program: use that one, or start the application"
          + " with this one."),
  CF_7214(
      Exit.USAGE,
      "The command is not for the store of an application",
      "The application itself does this, or stage, switch, back, verify --live and status ask it for"
          + " it: see docs/guide/application.md."),
  // 73xx stores in PostgreSQL
  CF_7301(
      Exit.FAILED,
      "A column's value has no place in its document",
      "In a row that was changed by SQL, the way to an attribute leads through what is no map. Make"
          + " the column null, or put a map at that place of the rest."),
  CF_7302(
      Exit.FAILED,
      "A column holds what no document has",
      "A row was changed by SQL to a value that no attribute becomes: an infinite moment or one"
          + " outside the years 1 to 9999, or text that no keyword has. Correct the row."),
  CF_7303(
      Exit.FAILED,
      "The database of a store does not answer",
      "Nothing was written: the call may be repeated. Look after the server and the way to it."),
  CF_7304(
      Exit.FAILED,
      "It is not known whether a write was done",
      "The connection was lost while the server was to commit. Read what is there before the write"
          + " is repeated, unless repeating it does no harm."),
  CF_7305(
      Exit.FAILED,
      "A statement took longer than the store allows",
      "Nothing was written. See what holds locks on the server or keeps it busy, or allow more"
          + " time."),
  CF_7306(
      Exit.FAILED,
      "The store is closed for writers",
      "Nothing was written. The other store of the live migration is open, or a switch is under way"
          + " and one of them will be in a moment: write there."),
  CF_7307(
      Exit.FAILED,
      "The database refused a statement of a store",
      "Nothing was written. See the SQLSTATE and the server's message."),
  CF_7308(
      Exit.FAILED,
      "A transaction met others again and again",
      "Nothing was written, and it was repeated many times. Make the transactions shorter, or let"
          + " fewer of them take the same keys at once."),
  // 732x stores in SQLite
  CF_7321(
      Exit.FAILED,
      "The table of a store is not as it should be",
      "Name another table, or rename the one that is there: a store's table is made by the store and"
          + " has the columns key and value and no others."),
  CF_7322(
      Exit.FAILED,
      "Somebody else keeps the file of a store locked",
      "Another connection writes for longer than the busy timeout: let it commit more often, or raise"
          + " the timeout. Nothing was written; it can be tried again."),
  CF_7323(
      Exit.FAILED,
      "It is not known whether a write of a store is kept",
      "The disk failed at the commit or when it was forced: look after the disk, open the store anew"
          + " and read what is there."),
  CF_7324(
      Exit.FAILED,
      "The file of a store in SQLite cannot be written",
      "Check that the disk has room, the right to write to the file and to its folder, and the"
          + " triggers on the table. Nothing of this write is kept; the next one is tried again."),
  CF_7325(
      Exit.FAILED,
      "Too many snapshots of a store are open",
      "Close snapshots and scans when they are read, or allow more of them when the store is opened."),
  CF_7326(
      Exit.FAILED,
      "A row in the table of a store is no document",
      "Another program wrote it. Find it by SELECT key FROM the table WHERE NOT json_valid(value), or"
          + " by its text, and correct or delete it."),
  CF_7327(
      Exit.FAILED,
      "The file of a store was replaced by another one",
      "Close the store and open it again to go on with the new file; what was written before is in the"
          + " old one."),
  // 7328 and 7329 typed views
  CF_7328(
      Exit.FAILED,
      "A document has no counterpart in a typed view",
      "The place named holds what JSON lacks, such as a set, a symbol or a tagged value, or a name"
          + " that is no keyword: read and write this document by the store itself."),
  CF_7329(
      Exit.FAILED,
      "A document and the type of a view do not fit",
      "Correct the type, or what configures its mapper, for the place named; the document is as it"
          + " was."),
  // 734x documents of a store that takes part in a live migration
  CF_7341(
      Exit.FAILED,
      "The entries are closed for writers",
      "Another store takes their writes, or is about to: write by the store that is open. While a"
          + " switch is under way, try again in a moment."),
  CF_7342(
      Exit.FAILED,
      "The control entry of a group is not there",
      "Nothing follows these entries yet, or somebody removed it; then which store is open cannot be"
          + " told any more. Both keep their entries: compare them, end the migration, and follow anew"
          + " from the one that is right."),
  CF_7343(
      Exit.FAILED,
      "A side entry of a store cannot be read",
      "Somebody changed entries whose keys begin with crossfade:, or a newer version wrote them. Use"
          + " that version, or restore the store from a backup; then compare both stores."),
  CF_7344(
      Exit.FAILED,
      "A row is no entry of this collection",
      "Its key does not match the collection's pattern, so the application would not find it there."
          + " Change or delete the row."),
  CF_7345(
      Exit.FAILED,
      "A changed key belongs to no collection",
      "It was written under other patterns. Open with those; change patterns only while nothing waits"
          + " to be brought over."),
  CF_7361(
      Exit.USAGE,
      "A key pattern cannot be read",
      "Write it as presence/{id}: names in braces, each once, with text between them, and at most"
          + " {rest...} at the end; a part is one or more characters without a slash."),
  CF_7362(
      Exit.USAGE,
      "Two key patterns match the same keys",
      "Remove one of them; names of parts do not tell patterns apart."),
  CF_7363(
      Exit.USAGE,
      "A store's settings are not valid",
      "Correct the setting named; docs/guide/application.md lists the settings of a store with their"
          + " limits."),
  CF_7364(
      Exit.USAGE,
      "A table or column of a store cannot have its name",
      "Give another name of 1 to 63 bytes; key and rest are columns that every table of a store has,"
          + " and PostgreSQL keeps a few names for itself."),
  CF_7365(
      Exit.USAGE,
      "Two parts of the settings of stores are in each other's way",
      "Give each store its own name and file, and each pattern and default collection its own"
          + " table."),
  CF_7366(
      Exit.USAGE,
      "No store has that name in the settings",
      "Name one of the stores in the settings, or add it there."),
  CF_7367(
      Exit.USAGE,
      "What a pattern says contradicts itself",
      "A pattern has a table, and columns if you like, or skip with a reason, not both."),
  CF_7368(
      Exit.USAGE,
      "The path of a column cannot be read",
      "Write keys from the outside in: \":user/id\" is a keyword, \"name\" a text, a list several"
          + " keys."),
  CF_7369(
      Exit.USAGE,
      "There are no settings of stores",
      "Write a section stores into crossfade.yaml, or build the settings in code;"
          + " docs/guide/application.md shows both."),
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
