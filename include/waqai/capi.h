// SPDX-License-Identifier: Apache-2.0
//
// The C interface of Waqai: what the Python package and any other language with a foreign-function interface use.  Everything goes in as UTF-8
// strings and comes out as JSON text or as an Arrow stream, so that no struct of ours crosses the border but the small ones below.
//
// Ownership: what an open function returns is closed with its close function; every char* that a function gives back is freed with waqai_free.
// Thread rule: an engine may be used by any number of threads at once; an archive by one at a time.  Functions block; none calls back.
// Failures: where a function can fail it gives back NULL and, through `failure` (which may be NULL), one JSON object:
// {"error": "E100", "kind": "resource", "message": ..., "place": ..., "hint": ...}; kind is usage, input, resource or rejected.
// Where memory or threads run out that is E005, or NULL alone where not even the message fits; everything stays usable.
// Stable: functions and fields are only appended; waqai_abi() counts the additions.
#ifndef WAQAI_CAPI_H_
#define WAQAI_CAPI_H_

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define WAQAI_ABI 1

typedef struct waqai_engine waqai_engine;
typedef struct waqai_archive waqai_archive;
struct ArrowArrayStream;  // Arrow's C stream interface

// One article as a JSON record would give it; NULL for a field that is not known.  `text` has text_size bytes, the others end in a zero byte.
typedef struct waqai_article {
  const char* id;
  const char* title;
  const char* source;
  const char* url;
  const char* section;
  const char* published;
  const char* text;
  size_t text_size;
} waqai_article;

// Which events; NULL for a condition that is not made.  Lists are joined by commas; the fields mean what the flags of `waqai events` mean.
typedef struct waqai_query {
  const char* id;
  const char* type;
  const char* status;
  const char* country;
  const char* actor;
  const char* recipient;
  const char* article;
  const char* source;
  const char* name;
  const char* since;
  const char* until;
  int64_t limit;  // 0: all
} waqai_query;

int waqai_abi(void);
const char* waqai_version(void);  // static, not freed
void waqai_free(char* text);

// Opens a compiled dictionary bundle.
waqai_engine* waqai_engine_open(const char* bundle, char** failure);
void waqai_engine_close(waqai_engine* engine);
char* waqai_engine_digest(const waqai_engine* engine);

// Codes `count` articles with `threads` workers (0: one a core) into out[0..count), in order: the line of `waqai code --to jsonl`, or the failure
// object of an article that could not be taken.  The caller frees each; NULL where memory ran
// out altogether.
void waqai_code(const waqai_engine* engine, const waqai_article* articles, size_t count, unsigned threads, char** out);

// For people: how a text was read.  NULL and `failure` where it cannot be taken.
char* waqai_explain(const waqai_engine* engine, const waqai_article* article, char** failure);
// CoNLL-U of a text, one paragraph a line.
char* waqai_parse(const waqai_engine* engine, const waqai_article* article, char** failure);
// The page of an error id such as "E025"; NULL for an unknown one.
char* waqai_explain_error(const char* id);

waqai_archive* waqai_archive_open(const char* folder, char** failure);
void waqai_archive_close(waqai_archive* archive);
// Articles that hold matching events, with those events, as JSON Lines; "" where there is none.
char* waqai_archive_articles(const waqai_archive* archive, const waqai_query* query, char** failure);
// The matching events as an Arrow stream of flat record batches (the columns of `--to csv`; docs/FORMATS.md).  The query runs at the first batch. The
// archive must outlive the stream, which the consumer releases.  0, or -1 and `failure`.
int waqai_archive_events(const waqai_archive* archive, const waqai_query* query, struct ArrowArrayStream* out, char** failure);
// The columns of that stream: a JSON list of {"name", "type"}; type is Arrow's format string: u (UTF-8), l (64-bit integer) or g (double).
char* waqai_columns(void);

#ifdef __cplusplus
}
#endif

#endif  // WAQAI_CAPI_H_
