// SPDX-License-Identifier: Apache-2.0
//
// Engine: opens a dictionary bundle once and codes articles with it.  Example:
//
//   auto engine = waqai::Engine::open({});                          // the bundle beside the program
//   if (!engine) return fail(engine.status());
//   waqai::Article article{.id = "a1", .published = "2025-02-12", .text = "..."};
//   auto coded = engine.value().code(article);
//   for (const waqai::Event& event : coded.value().events) ...
//
// Thread rule: an Engine is immutable after open(); share it.  code() may run in any number of threads at once; each keeps its own scratch.
// Same article and same bundle give the same records, whatever the number of threads.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "waqai/reading.h"
#include "waqai/types/record.h"
#include "waqai/types/status.h"

namespace waqai {

// The version of the program, "0.1.0".
std::string version();

struct EngineOptions {
  std::string bundle;  // path; empty: default_bundle_path()
};

// WAQAI_BUNDLE is not read here (the library reads no environment): waqai.bundle beside the running program, else ../share/waqai/waqai.bundle.
std::string default_bundle_path();

struct DictionaryFile {
  std::string file;  // path below data/
  std::string licence;
};

// What the actor base did not know in an article.
struct UnknownName {
  std::string text;
  bool name = false;  // a name; else a title or a word for people
};
struct NameSurvey {
  int64_t heads = 0;                 // subjects and objects of verbs that are people, bodies, names or pronouns
  int64_t resolved = 0;              // of them, those that resolve to a country or a sector
  std::vector<UnknownName> unknown;  // in order of the text
};

class Engine {
 public:
  // kBundleMissing, kBundleDamaged, kBundleVersion, kBundleSection (kind kResource).  Milliseconds: the bundle is mapped, not read.
  static Result<Engine> open(const EngineOptions& options);
  Engine(Engine&&) noexcept;
  Engine& operator=(Engine&&) noexcept;
  ~Engine();

  // The records of one article.  Empty text, or text without Arabic, gives no events and a warning.  Invalid UTF-8 is repaired in the stored copy
  // (CodedArticle::article), which spans refer to.  An unreadable `published` is E026.  O(bytes).
  Result<CodedArticle> code(const Article& article) const;

  // Reads articles from `next` until it gives nothing, codes them with `threads` workers (0: one a core), and hands results to `sink` in input
  // order, in the calling thread.  At most 8 articles a worker are in memory.  Stops with the first failure that `sink` returns; a failure of one
  // article goes to `sink` as that article's result.
  using Source = std::function<std::optional<Article>()>;
  using Sink = std::function<Status(Result<CodedArticle>)>;
  Status code_all(const Source& next, const Sink& sink, unsigned threads) const;

  // How the article was read: sentences, words with analyses and tree, what fired, what was rejected and why; English, for people.
  // `only`: explain the sentence that holds this byte range; nothing: all.
  Result<std::string> explain(const Article& article, std::optional<Span> only = std::nullopt) const;

  // The names and titles that resolve to nobody, and how many subjects and objects do.  Errors as those of code().
  Result<NameSurvey> survey(const Article& article) const;

  // The same as values: sentences with their words, mentions, times, and the records of code().  Fails as code() does.
  Result<Reading> read(const Article& article) const;

  // What a few Arabic words mean, one by one, and how those sound that no dictionary has: for people who read no Arabic.  Empty text where there is
  // nothing to read.  `name`: they are the name of somebody or something, so that only how names are written in English counts as a meaning.
  // O(bytes).
  LatinWords latin(std::string_view words, bool name = false) const;
  // Another reading of a mention as Participant::alternatives tells it ("Gaza City (PSE)"), in Arabic; empty where the dictionaries have none.
  std::string arabic(std::string_view alternative) const;

  // Names in one sentence given as tokens: a tag a token, "O", or "B-" or "I-" and PERS, LOC, ORG or MISC.  No tokens give no tags.  Invalid
  // UTF-8 is repaired for reading.  All "O" where the bundle has no weights for names.  O(bytes).
  Result<std::vector<std::string>> name_tags(const std::vector<std::string>& tokens) const;

  // CoNLL-U of the text (one paragraph a line), docs/FORMATS.md.
  Result<std::string> parse(const Article& article) const;

  // The predicates that no frame reads (waqai/dictionary.h).
  friend Result<std::vector<struct UncodedPredicate>> uncoded_predicates(const Engine& engine, const Article& article);

  // What identifies the dictionaries: 32 hexadecimal digits.
  std::string dictionary_digest() const;
  std::string bundle_path() const;
  std::vector<DictionaryFile> dictionary_files() const;
  // Reads the whole bundle and compares checksums.
  Status verify_bundle() const;

 private:
  friend class Archive;  // reads the bundle
  friend class ArchiveSearch;
  struct Impl;
  explicit Engine(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

// The page of an error code ("E025", any case), for `waqai explain E025`; nothing for an unknown one.
std::optional<std::string> explain_error(const std::string& id);

}  // namespace waqai
