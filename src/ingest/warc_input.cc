// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>

#include "base/error_codes.h"
#include "ingest/http.h"
#include "ingest/input.h"
#include "ingest/language.h"
#include "ingest/page.h"
#include "ingest/warc.h"

namespace waqai::ingest {
namespace {

// The Arabic pages of a crawl.  Requests, metadata, pictures and answers other than 2xx are no articles and passed over; pages that give none are
// told with the reason.
class WarcInput : public Input {
 public:
  WarcInput(OpenFile file, const ReadOptions& options)
      : name_(std::move(file.name)), reader_(std::move(file.bytes), std::move(file.head), options.max_article_bytes), options_(options) {}

  uint64_t bytes_read() const override { return reader_.bytes_read(); }

  bool next(ReadItem& item) override {
    while (!done_) {
      uint64_t rubbish = 0;
      const bool found = pending_ ? std::exchange(pending_, false) : reader_.next(record_, rubbish);
      item.place = name_ + ":record " + std::to_string(record_.number);
      if (rubbish > 0) {
        pending_ = found;
        reject(item, base::kBadWarc,
               std::to_string(rubbish) + " bytes that belong to no record stand before " +
                   (found ? "this one, at byte " + std::to_string(record_.offset) : "the end"));
        return true;
      }
      if (!found) return end(item);
      any_ = true;
      if (take(item)) return true;
    }
    return false;
  }

 private:
  static void reject(ReadItem& item, int code, std::string message) {
    Status status = Status::error(code, ErrorKind::kRejected, std::move(message));
    item.status = std::move(status).at(item.place);
  }

  bool end(ReadItem& item) {
    done_ = true;
    item.place = name_;
    if (!reader_.status().is_ok()) {
      item.status = Status(reader_.status()).at(name_);
      return true;
    }
    if (reader_.damages() > 0) {
      reject(item, base::kTruncatedGzip, std::to_string(reader_.damages()) + " damaged pieces of packed data were passed over");
      return true;
    }
    if (any_) return false;
    item.status = Status::error(base::kEmptyInput, ErrorKind::kInput, "the input holds nothing").at(name_);
    return true;
  }

  // True where the record gave an item.
  bool take(ReadItem& item) {
    const bool broken = record_.cut || record_.wrong_length;
    if (record_.type != "response" && record_.type != "resource" && record_.type != "conversion") {
      if (!broken) return false;
      reject(item, base::kBadWarc, problem());
      return true;
    }
    PageContext context;
    context.url = record_.url;
    bool plain = record_.type == "conversion";
    std::string body;
    bool cut = false;
    if (record_.type == "response") {
      record_.payload.erase(0, std::min(record_.payload.find_first_not_of("\r\n"), record_.payload.size()));
      HttpResponse response = read_response(record_.payload, options_.max_article_bytes);
      const bool page =
          response.type.empty() || response.type == "text/html" || response.type == "application/xhtml+xml" || looks_like_page(response.body);
      if (response.status < 200 || response.status > 299 || !page) {
        if (!broken) return false;
        reject(item, base::kBadWarc, problem());
        return true;
      }
      context.header_charset = response.charset;
      body = std::move(response.body);
      cut = response.cut;
    } else {
      body = std::move(record_.payload);
      if (!plain && !looks_like_page(body)) return false;
    }
    if (Status status = read(body, plain, context, item); !status) {
      item.status = std::move(status).at(item.place);
      return true;
    }
    if (broken) item.warnings.push_back(problem());
    if (cut || record_.too_long || record_.shortened) item.warnings.emplace_back("the page is cut; this is what stood before");
    return true;
  }

  Status read(std::string_view body, bool plain, const PageContext& context, ReadItem& item) const {
    if (plain) {
      split_plain_text(body, item.article);
      item.article.url = context.url;
    } else if (Status status = read_page_article(body, context, item.article, item.warnings); !status) {
      return Status::error(status.code(), ErrorKind::kRejected, status.message());
    }
    if (item.article.text.empty())
      return Status::error(base::kNoArabicArticle, ErrorKind::kRejected, "left out: the page holds no article" + told(context.url));
    if (!options_.any_language) {
      const std::string reason = why_not_arabic(item.article.title + "\n" + item.article.text);
      if (!reason.empty()) return Status::error(base::kNoArabicArticle, ErrorKind::kRejected, "left out: " + reason + told(context.url));
    }
    return complete_article(item.article, item.warnings, options_.any_language);
  }

  static std::string told(const std::string& url) { return url.empty() ? "" : ": " + url.substr(0, 200); }

  std::string problem() const {
    const std::string place = " at byte " + std::to_string(record_.offset);
    if (record_.cut) return "the file ends within the record" + place;
    return "the record" + place + " is not as long as it says";
  }

  std::string name_;
  WarcReader reader_;
  const ReadOptions& options_;
  WarcRecord record_;
  bool pending_ = false;
  bool any_ = false;
  bool done_ = false;
};

}  // namespace

std::unique_ptr<Input> open_warc_input(OpenFile file, const ReadOptions& options) { return std::make_unique<WarcInput>(std::move(file), options); }

}  // namespace waqai::ingest
