// SPDX-License-Identifier: Apache-2.0
#include "capi/arrow_stream.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <memory>
#include <new>
#include <set>

#include "waqai/output.h"

namespace waqai::capi {
namespace {

constexpr int64_t kNullable = 2;  // ARROW_FLAG_NULLABLE

// One column of one batch with the memory behind its buffers.
struct Column {
  std::vector<uint8_t> validity;
  std::vector<int32_t> offsets;
  std::string text;
  std::vector<int64_t> integers;
  std::vector<double> decimals;
  const void* buffers[3] = {nullptr, nullptr, nullptr};
};

struct Batch {
  std::vector<Column> columns;
  std::vector<ArrowArray> arrays;
  std::vector<ArrowArray*> children;
  const void* buffers[1] = {nullptr};
};

struct Schema {
  std::vector<std::string> names;
  std::vector<ArrowSchema> fields;
  std::vector<ArrowSchema*> children;
};

struct Stream {
  RowSource source;
  size_t batch_rows;
  Rows rows;
  size_t next = 0;
  bool loaded = false;
  int broken = 0;  // what get_next() gives for ever after a failure: the part that came before is no whole answer
  std::string failure;
};

// A child is owned by its parent's private data: releasing it only marks it.
void release_child(ArrowArray* array) { array->release = nullptr; }
void release_child_schema(ArrowSchema* schema) { schema->release = nullptr; }

void release_batch(ArrowArray* array) {
  delete static_cast<Batch*>(array->private_data);
  array->release = nullptr;
}

void release_schema(ArrowSchema* schema) {
  delete static_cast<Schema*>(schema->private_data);
  schema->release = nullptr;
}

void fill_column(const Rows& rows, size_t begin, size_t end, size_t at, char format, Column& column, ArrowArray& array) {
  const size_t count = end - begin;
  column.validity.assign((count + 7) / 8, 0);
  if (format == 'u') column.offsets.push_back(0);
  for (size_t i = 0; i < count; ++i) {
    const std::string& cell = rows[begin + i][at];
    if (cell.empty()) ++array.null_count;
    else column.validity[i / 8] = static_cast<uint8_t>(column.validity[i / 8] | (1u << (i % 8)));
    if (format == 'l') column.integers.push_back(cell.empty() ? 0 : std::strtoll(cell.c_str(), nullptr, 10));
    if (format == 'g') column.decimals.push_back(cell.empty() ? 0 : std::strtod(cell.c_str(), nullptr));
    if (format != 'u') continue;
    column.text += cell;
    column.offsets.push_back(static_cast<int32_t>(column.text.size()));
  }
  column.buffers[0] = column.validity.data();
  column.buffers[1] = format == 'l'   ? static_cast<const void*>(column.integers.data())
                      : format == 'g' ? static_cast<const void*>(column.decimals.data())
                                      : static_cast<const void*>(column.offsets.data());
  column.buffers[2] = column.text.data();
  array.length = static_cast<int64_t>(count);
  array.n_buffers = format == 'u' ? 3 : 2;
  array.buffers = column.buffers;
  array.release = release_child;
}

void fill_batch(const Rows& rows, size_t begin, size_t end, ArrowArray* out) {
  const std::vector<std::string> names = table_columns();
  auto batch = std::make_unique<Batch>();
  batch->columns.resize(names.size());
  batch->arrays.resize(names.size());
  for (size_t c = 0; c < names.size(); ++c) {
    fill_column(rows, begin, end, c, *column_format(names[c]), batch->columns[c], batch->arrays[c]);
    batch->children.push_back(&batch->arrays[c]);
  }
  *out = {};
  out->length = static_cast<int64_t>(end - begin);
  out->n_buffers = 1;
  out->buffers = batch->buffers;
  out->n_children = static_cast<int64_t>(names.size());
  out->children = batch->children.data();
  out->release = release_batch;
  out->private_data = batch.release();
}

void fill_schema(ArrowSchema* out) {
  auto schema = std::make_unique<Schema>();
  schema->names = table_columns();
  schema->fields.resize(schema->names.size());
  for (size_t c = 0; c < schema->names.size(); ++c) {
    ArrowSchema& field = schema->fields[c];
    field.format = column_format(schema->names[c]);
    field.name = schema->names[c].c_str();
    field.flags = kNullable;
    field.release = release_child_schema;
    schema->children.push_back(&field);
  }
  *out = {};
  out->format = "+s";
  out->name = "";
  out->n_children = static_cast<int64_t>(schema->children.size());
  out->children = schema->children.data();
  out->release = release_schema;
  out->private_data = schema.release();
}

// Nothing is thrown into the consumer, who is told of memory that ran out as of any failure.
int get_schema(ArrowArrayStream*, ArrowSchema* out) {
  try {
    fill_schema(out);
    return 0;
  } catch (const std::bad_alloc&) {
    return ENOMEM;
  }
}

int next_batch(Stream& stream, ArrowArray* out) {
  if (!stream.loaded) {
    stream.loaded = true;
    if (Status status = stream.source(stream.rows); !status) {
      stream.broken = EIO;
      stream.failure = status.to_string();
      return EIO;
    }
  }
  *out = {};  // no release function: the end of the stream
  if (stream.next >= stream.rows.size()) return 0;
  const size_t end = std::min(stream.rows.size(), stream.next + stream.batch_rows);
  fill_batch(stream.rows, stream.next, end, out);
  stream.next = end;
  return 0;
}

int get_next(ArrowArrayStream* self, ArrowArray* out) {
  Stream& stream = *static_cast<Stream*>(self->private_data);
  if (stream.broken != 0) return stream.broken;
  try {
    return next_batch(stream, out);
  } catch (const std::bad_alloc&) {
    *out = {};
    return stream.broken = ENOMEM;
  }
}

const char* get_last_error(ArrowArrayStream* self) {
  const Stream& stream = *static_cast<const Stream*>(self->private_data);
  return stream.failure.empty() ? nullptr : stream.failure.c_str();
}

void release_stream(ArrowArrayStream* self) {
  delete static_cast<Stream*>(self->private_data);
  self->release = nullptr;
}

}  // namespace

const char* column_format(const std::string& column) {
  static const std::set<std::string> kIntegers = {"n", "happening", "quad"};
  static const std::set<std::string> kDecimals = {"score", "latitude", "longitude", "confidence"};
  return kIntegers.count(column) > 0 ? "l" : kDecimals.count(column) > 0 ? "g" : "u";
}

void make_stream(RowSource source, size_t batch_rows, ArrowArrayStream* out) {
  *out = {};
  out->get_schema = get_schema;
  out->get_next = get_next;
  out->get_last_error = get_last_error;
  out->release = release_stream;
  out->private_data = new Stream{std::move(source), batch_rows, {}, 0, false, {}, {}};
}

}  // namespace waqai::capi
