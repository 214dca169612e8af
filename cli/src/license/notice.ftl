<#-- Writes NOTICE; dependencyMap comes from license-maven-plugin, ordered by name of the artifact. -->
Crossfade
Copyright the Crossfade authors

Licensed under the Apache License, Version 2.0 (see LICENSE).

This product uses the following libraries. Each is under its own licence; its jar carries the text.
This list is written by the build from what the command line runs with.

<#list dependencyMap as entry>
<#assign project = entry.getKey()/>
${project.groupId}:${project.artifactId} ${project.version}
  <#list entry.getValue() as license>${license}<#if license_has_next>; </#if></#list>
</#list>

For the platform it is built on, it carries the binaries of PostgreSQL, as packaged by
io.zonky.test.postgres:embedded-postgres-binaries (the packaging: Apache-2.0):

PostgreSQL
  PostgreSQL License
  Portions Copyright (c) 1996-2026, PostgreSQL Global Development Group
  Portions Copyright (c) 1994, The Regents of the University of California

and, beside them in the same package, the libraries that they are linked with. On Linux these are:
OpenSSL 1.1 (OpenSSL and SSLeay licences), ICU (ICU License), libxml2 and libxslt (MIT),
zlib (Zlib), liblzma (public domain), OSSP uuid (MIT style).

sqlite-jdbc carries SQLite, which is in the public domain.
