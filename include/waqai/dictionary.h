// SPDX-License-Identifier: Apache-2.0
//
// Dictionaries: compile the plain-text sources into a bundle, and check them.  Thread rule: free functions, thread-safe.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "waqai/engine.h"
#include "waqai/types/span.h"
#include "waqai/types/status.h"

namespace waqai {

// One finding of the linter.
struct DictionaryFinding {
  bool is_error = true;
  std::string text;  // "lexicon/verbs-form1.tsv:12: error[E052]: problem; remedy: what to do"
};

struct DictionaryBuild {
  std::vector<DictionaryFinding> findings;
  size_t errors = 0;
  uint64_t bundle_bytes = 0;
};

// Compiles `folders` (data/ first, then overlays, whose rows win) and, unless there are errors or `bundle` is empty, replaces the file `bundle`.
// Fails only where files cannot be read or written; findings are in the result.
Result<DictionaryBuild> build_dictionary(const std::vector<std::string>& folders, const std::string& bundle);

// A predicate of an article that no frame reads, and that is not recorded as deliberately left out (data/events/uncoded.tsv).
struct UncodedPredicate {
  std::string lemma;       // vocalised
  std::string gloss;       // English; empty for a word that the lexicon does not know
  std::string complement;  // lemma of the object, else of the preposition that follows; empty if neither
  Span span;               // of the verb
  Span sentence;
  bool light = false;  // the verb only lends itself: `complement` is the predicate
  bool named = false;  // somebody known takes part
};

// Every such predicate of one article, in order.  Fails as Engine::code does.
Result<std::vector<UncodedPredicate>> uncoded_predicates(const Engine& engine, const Article& article);

// A warning for every frame below `folders` that never fired in `records`, a file of coded articles (`waqai code --to jsonl`) made with the same
// dictionaries.  Fails where files cannot be read.
Result<std::vector<DictionaryFinding>> unused_frames(const std::vector<std::string>& folders, const std::string& records);

struct ImportReport {
  size_t actors = 0, agents = 0, lists = 0, patterns = 0;  // rows written
  struct Left {
    std::string reason;
    size_t count = 0;
    std::string first;  // "file:line"
  };
  std::vector<Left> left;  // what could not be taken over, most frequent first
};

// Turns dictionaries of the PETRARCH family (actors, agents, verbs) into an overlay folder: actors/orgs-petrarch.tsv, actors/sectors-petrarch.tsv,
// events/petrarch.frames below `target`, which is made.  State codes are those of `data`.  Fails where files cannot be read or written.
Result<ImportReport> import_petrarch(const std::vector<std::string>& files, const std::string& data, const std::string& target);

struct ExampleReport {
  std::vector<DictionaryFinding> findings;  // errors: an example that is not coded as it says; warnings: coded as it says, but by another frame
  size_t examples = 0;
  size_t failed = 0;
};

// Codes the example sentences of the frames below `folders` with `engine`, which should have been opened on a bundle made of the same folders, and
// compares type, status and the heads of actors and recipients (docs/coding.md).  Fails where files cannot be read.  Milliseconds an example.
Result<ExampleReport> check_examples(const std::vector<std::string>& folders, const Engine& engine);

}  // namespace waqai
