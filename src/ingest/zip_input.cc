// SPDX-License-Identifier: Apache-2.0
#include <optional>
#include <utility>

#include "base/error_codes.h"
#include "ingest/input.h"
#include "ingest/zip.h"

namespace waqai::ingest {
namespace {

// The files of a zip archive, read as a folder's.
class ZipInput : public Input {
 public:
  ZipInput(std::string name, ZipFolder folder, const ReadOptions& options, RecordParser& parser)
      : name_(std::move(name)), folder_(std::move(folder)), options_(options), parser_(parser) {}

  uint64_t bytes_read() const override { return finished_ + (input_ ? input_->bytes_read() : 0); }

  bool next(ReadItem& item) override {
    while (true) {
      if (input_ && input_->next(item)) return true;
      if (input_) finished_ += input_->bytes_read();
      input_.reset();
      if (at_ == folder_.entries().size()) return end(item);
      const ZipEntry& entry = folder_.entries()[at_++];
      item = {};
      item.place = name_ + "/" + entry.name;
      if (Status status = open_entry(entry, item.place); !status) {
        item.status = std::move(status).at(item.place);
        return true;
      }
      item = {};
    }
  }

 private:
  Status open_entry(const ZipEntry& entry, const std::string& place) {
    Result<std::unique_ptr<ByteStream>> bytes = folder_.read(entry);
    if (!bytes) return bytes.status();
    OpenFile file = read_head(place, std::move(bytes).value());
    if (looks_like_zip(file.head)) return Status::error(base::kUnsupportedFile, ErrorKind::kInput, "a zip archive in another is not read");
    Result<std::unique_ptr<Input>> input = open_input(std::move(file), options_, parser_);
    if (!input) return input.status();
    input_ = std::move(input).value();
    return {};
  }

  bool end(ReadItem& item) {
    if (!folder_.entries().empty() || std::exchange(told_empty_, true)) return false;
    item.place = name_;
    item.status = Status::error(base::kEmptyInput, ErrorKind::kInput, "the zip archive holds no file").at(name_);
    return true;
  }

  std::string name_;
  ZipFolder folder_;
  const ReadOptions& options_;
  RecordParser& parser_;
  std::unique_ptr<Input> input_;
  size_t at_ = 0;  // the next entry
  uint64_t finished_ = 0;
  bool told_empty_ = false;
};

}  // namespace

Result<std::unique_ptr<Input>> open_zip_input(OpenFile file, const ReadOptions& options, RecordParser& parser) {
  if (file.name == "-") {
    return Status::error(base::kUnsupportedFile, ErrorKind::kInput, "a zip archive is not read from standard input").hint("name the file");
  }
  Result<ZipFolder> folder = ZipFolder::open(file.name);
  if (!folder) return folder.status();
  return std::unique_ptr<Input>(std::make_unique<ZipInput>(std::move(file.name), std::move(folder).value(), options, parser));
}

}  // namespace waqai::ingest
