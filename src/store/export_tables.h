// SPDX-License-Identifier: Apache-2.0
//
// What an export reads, as temporary tables in the order of the export: a batch of it is a range of rows of each, so that a layout is asked for batch
// by batch and no question grows with the archive.  They are sorted by DuckDB, which puts on disk what memory does not hold.
// Thread rule: one thread at a time, as its database.
#pragma once

#include <cstddef>
#include <string>

#include "store/archive_store.h"
#include "store/database.h"
#include "store/layouts.h"

namespace waqai::store {

class ExportTables {
 public:
  // Memory is limited while it lives.  Both must outlive it.
  ExportTables(const Database& database, const Layout& layout);
  ExportTables(const ExportTables&) = delete;
  ExportTables& operator=(const ExportTables&) = delete;
  // Drops the tables, and what they hold on disk.
  ~ExportTables();

  // Makes the tables of the events that the filter takes:
  //   export_event        ordinal (of the export, from 1), first (the least ordinal of its article), and what columns call e.*
  //   export_participant  event (its ordinal), first, and what the sides are made of
  //   export_text         first, text
  // Returns how many events there are.
  Result<size_t> make(const EventFilter& filter) const;

  // The question for the events of the articles whose first event has an ordinal in [begin, end).
  std::string question(size_t begin, size_t end, bool as_text) const;

 private:
  const Database& database_;
  const Layout& layout_;
};

}  // namespace waqai::store
