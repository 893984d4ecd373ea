// SPDX-License-Identifier: Apache-2.0
//
// Flat event tables as an Arrow C stream (https://arrow.apache.org/docs/format/CStreamInterface.html), so that pandas, polars, DuckDB and pyarrow
// read them without a library of ours.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "waqai/types/status.h"

// The structs of Arrow's C data and stream interfaces: a fixed ABI that every implementation declares for itself.
extern "C" {
struct ArrowSchema {
  const char* format;
  const char* name;
  const char* metadata;
  int64_t flags;
  int64_t n_children;
  ArrowSchema** children;
  ArrowSchema* dictionary;
  void (*release)(ArrowSchema*);
  void* private_data;
};
struct ArrowArray {
  int64_t length;
  int64_t null_count;
  int64_t offset;
  int64_t n_buffers;
  int64_t n_children;
  const void** buffers;
  ArrowArray** children;
  ArrowArray* dictionary;
  void (*release)(ArrowArray*);
  void* private_data;
};
struct ArrowArrayStream {
  int (*get_schema)(ArrowArrayStream*, ArrowSchema* out);
  int (*get_next)(ArrowArrayStream*, ArrowArray* out);
  const char* (*get_last_error)(ArrowArrayStream*);
  void (*release)(ArrowArrayStream*);
  void* private_data;
};
}

namespace waqai::capi {

// Rows of text cells in the order of table_columns(); an empty cell is NULL.
using Rows = std::vector<std::vector<std::string>>;
// Puts all rows into its argument; runs once, at the first batch.
using RowSource = std::function<Status(Rows&)>;

// Arrow's format string of a column of table_columns(): l (64-bit integer), g (double) or u (UTF-8).
const char* column_format(const std::string& column);

// Makes `out` a stream of batches of at most `batch_rows` rows.  The consumer releases it.
void make_stream(RowSource source, size_t batch_rows, ArrowArrayStream* out);

}  // namespace waqai::capi
