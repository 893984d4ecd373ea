// SPDX-License-Identifier: Apache-2.0
//
// What is inside an Archive, and where it keeps the dictionaries its articles agree with: dictionaries/DIGEST.rows beside the database.
#pragma once

#include <string>
#include <utility>

#include "archive/search_update.h"
#include "lexicon/bundle.h"
#include "store/archive_store.h"
#include "story/words.h"
#include "waqai/archive.h"

namespace waqai {

struct Archive::Impl {
  Impl(store::ArchiveStore opened, const std::string& in) : store(std::move(opened)), folder(in), words(archive::search_folder(in)) {}
  store::ArchiveStore store;
  std::string folder;
  archive::SearchWriter words;  // of the articles added so far

  std::string dictionary_path(const std::string& digest) const { return folder + "/dictionaries/" + digest + ".rows"; }
  // Keeps what recode() compares (lexicon/dictionary_rows.h) of a dictionary that a run names, and removes those that none names any more.
  Status keep_dictionary(const lexicon::Bundle& bundle);
};

inline store::EventFilter to_filter(const EventQuery& q) {
  return {q.event_id, q.type,  q.status, q.country, q.actor,      q.recipient,  q.article, q.source,
          q.name,     q.since, q.until,  q.limit,   q.confidence, q.score_from, q.score_to};
}

}  // namespace waqai
