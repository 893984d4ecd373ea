// SPDX-License-Identifier: Apache-2.0
#include <utility>

#include "base/error_codes.h"
#include "ingest/input.h"
#include "ingest/page.h"

namespace waqai::ingest {
namespace {

// One web page a file.
class PageInput : public Input {
 public:
  PageInput(OpenFile file, const ReadOptions& options) : file_(std::move(file)), options_(options) {}

  uint64_t bytes_read() const override { return file_.bytes->bytes_read(); }

  bool next(ReadItem& item) override {
    if (std::exchange(done_, true)) return false;
    item.place = file_.name;
    if (Status status = read(item); !status) item.status = std::move(status).at(item.place);
    return true;
  }

 private:
  Status read(ReadItem& item) {
    while (!file_.ended && file_.head.size() <= options_.max_article_bytes) {
      const std::string_view more = file_.bytes->read();
      file_.ended = more.empty();
      file_.head += more;
    }
    if (file_.head.size() > options_.max_article_bytes) {
      return Status::error(base::kArticleTooLong, ErrorKind::kRejected,
                           "the page is longer than " + std::to_string(options_.max_article_bytes) + " bytes");
    }
    if (file_.head.empty())
      return file_.bytes->status().is_ok() ? Status::error(base::kEmptyInput, ErrorKind::kInput, "the input holds nothing") : file_.bytes->status();
    if (!file_.bytes->status().is_ok()) item.warnings.emplace_back("the input breaks off; this is what stood before");
    PageContext context;
    context.charset = options_.charset;
    if (Status status = read_page_article(file_.head, context, item.article, item.warnings); !status) return status;
    if (item.article.text.empty()) return Status::error(base::kNoText, ErrorKind::kRejected, "the page holds no article");
    if (options_.id_from_name) {
      item.article.id = stem_of(file_.name);
      item.id_is_name = !item.article.id.empty();
    }
    return complete_article(item.article, item.warnings, options_.any_language);
  }

  OpenFile file_;
  const ReadOptions& options_;
  bool done_ = false;
};

}  // namespace

std::unique_ptr<Input> open_page_input(OpenFile file, const ReadOptions& options) { return std::make_unique<PageInput>(std::move(file), options); }

}  // namespace waqai::ingest
