// SPDX-License-Identifier: Apache-2.0
//
// Rows of an export as text, and the pages that go with it.  Thread rule: a writer is for one thread; the functions are pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "store/database.h"
#include "store/layouts.h"
#include "waqai/archive.h"

namespace waqai {

class RowWriter {
 public:
  // Nothing for an unknown form, or geojson of a shape without a point.
  static std::optional<RowWriter> make(const store::Layout& layout, std::string_view format);

  std::string header() const;
  std::string row(const store::Row& row);  // empty where the form has no place for it
  std::string footer() const;

 private:
  enum class Form { kCsv, kExcel, kTsv, kJsonLines, kGeoJson };
  RowWriter(const store::Layout& layout, Form form) : layout_(&layout), form_(form) {}
  std::string cells(const store::Row& row, char separator) const;
  std::string object(const store::Row& row) const;

  const store::Layout* layout_;
  Form form_;
  size_t latitude_ = 0;
  size_t longitude_ = 0;
  bool first_ = true;
};

std::string codebook_text(const store::Layout& layout, const std::string& format, const ArchiveSummary& summary);
std::string citation_text(const ArchiveSummary& summary, const std::string& first, const std::string& last);

}  // namespace waqai
