// SPDX-License-Identifier: Apache-2.0
//
// What is inside an Archive, and where it keeps the dictionaries its articles agree with: dictionaries/DIGEST.rows beside the database.
#pragma once

#include <string>

#include "lexicon/bundle.h"
#include "store/archive_store.h"
#include "waqai/archive.h"

namespace waqai {

struct Archive::Impl {
  store::ArchiveStore store;
  std::string folder;

  std::string dictionary_path(const std::string& digest) const { return folder + "/dictionaries/" + digest + ".rows"; }
  // Keeps what recode() compares (lexicon/dictionary_rows.h) of a dictionary that a run names, and removes those that none names any more.
  Status keep_dictionary(const lexicon::Bundle& bundle);
};

}  // namespace waqai
