// SPDX-License-Identifier: Apache-2.0
#include "html/linked_data.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "text/utf8.h"

namespace waqai::html {
namespace {

constexpr int kMaxNesting = 32;

struct Member;

struct Value {
  std::string text;             // of a string, number or word
  std::vector<Member> members;  // of an object; of an array with empty names
  bool is_object = false;

  const Value* find(std::string_view name) const;
};

struct Member {
  std::string name;
  Value value;
};

const Value* Value::find(std::string_view name) const {
  for (const Member& member : members) {
    if (member.name == name) return &member.value;
  }
  return nullptr;
}

class Parser {
 public:
  explicit Parser(std::string_view json) : json_(json) {}

  Value run() { return value(0); }

 private:
  char peek() const { return at_ < json_.size() ? json_[at_] : '\0'; }
  void skip_blanks() {
    while (at_ < json_.size() && (static_cast<unsigned char>(json_[at_]) <= 0x20 || json_[at_] == ',' || json_[at_] == ';')) ++at_;
  }

  Value value(int depth) {
    skip_blanks();
    Value found;
    if (peek() == '"') {
      found.text = string();
    } else if (peek() == '{' || peek() == '[') {
      found.is_object = peek() == '{';
      ++at_;
      members(found, depth);
    } else {
      const size_t begin = at_;
      while (at_ < json_.size() && std::string_view(",]}:\"{[ \t\r\n").find(json_[at_]) == std::string_view::npos) ++at_;
      found.text = json_.substr(begin, at_ - begin);
      if (at_ == begin && at_ < json_.size()) ++at_;  // a sign that belongs nowhere
    }
    return found;
  }

  void members(Value& owner, int depth) {
    const char end = owner.is_object ? '}' : ']';
    while (at_ < json_.size()) {
      skip_blanks();
      if (peek() == '}' || peek() == ']') {
        if (peek() == end || depth > 0) ++at_;
        return;
      }
      std::string name;
      if (owner.is_object) {
        if (peek() != '"') {
          ++at_;
          continue;
        }
        name = string();
        skip_blanks();
        if (peek() == ':') ++at_;
      }
      if (depth >= kMaxNesting) {
        skip_nested();
        return;
      }
      owner.members.push_back({std::move(name), value(depth + 1)});
    }
  }

  // Over everything up to the bracket that closes the container at the depth limit.
  void skip_nested() {
    int open = 1;
    for (; at_ < json_.size() && open > 0; ++at_) {
      if (json_[at_] == '"') {
        string();
        --at_;
      } else if (json_[at_] == '{' || json_[at_] == '[') {
        ++open;
      } else if (json_[at_] == '}' || json_[at_] == ']') {
        --open;
      }
    }
  }

  std::string string() {
    std::string out;
    for (++at_; at_ < json_.size(); ++at_) {
      if (json_[at_] == '"') {
        ++at_;
        break;
      }
      if (json_[at_] != '\\') {
        out += json_[at_];
        continue;
      }
      if (++at_ < json_.size()) escape(out);
    }
    at_ = std::min(at_, json_.size());  // behind a backslash that ends the page
    return out;
  }

  void escape(std::string& out) {
    switch (json_[at_]) {
      case 'n':
      case 'r':
        out += '\n';
        return;
      case 't':
      case 'b':
      case 'f':
        out += ' ';
        return;
      case 'u':
        break;
      default:
        out += json_[at_];
        return;
    }
    char32_t code = four_digits();
    if (code >= 0xD800 && code < 0xDC00 && json_.substr(at_ + 1, 2) == "\\u") {
      at_ += 2;
      const char32_t low = four_digits();
      code = low >= 0xDC00 && low < 0xE000 ? 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00) : text::kReplacement;
    }
    text::append_utf8(out, code);
  }

  // The four digits behind at_, which ends on the last of them.
  char32_t four_digits() {
    char32_t code = 0;
    for (int i = 0; i < 4 && at_ + 1 < json_.size(); ++i) {
      const char c = json_[at_ + 1];
      const auto digit = static_cast<int>(std::string_view("0123456789abcdef").find(c >= 'A' && c <= 'F' ? static_cast<char>(c + 32) : c));
      if (digit < 0) break;
      code = code * 16 + static_cast<char32_t>(digit);
      ++at_;
    }
    return code;
  }

  std::string_view json_;
  size_t at_ = 0;
};

bool is_article(const Value& object) {
  const auto is_kind = [](std::string_view kind) {
    return kind.ends_with("Article") || kind.ends_with("BlogPosting") || kind == "Report" || kind.ends_with("LiveBlogPosting");
  };
  const Value* type = object.find("@type");
  if (type == nullptr) return false;
  if (is_kind(type->text)) return true;
  return std::any_of(type->members.begin(), type->members.end(), [&](const auto& member) { return is_kind(member.value.text); });
}

// Members of an object that speak of other pages.
bool is_apart(std::string_view name) {
  return name == "comment" || name == "isPartOf" || name == "hasPart" || name == "itemListElement" || name == "mentions" || name == "citation" ||
         name == "review";
}

const Value* find_article(const Value& value) {
  if (value.is_object && is_article(value)) return &value;
  for (const auto& [name, member] : value.members) {
    if (is_apart(name)) continue;
    if (const Value* found = find_article(member)) return found;
  }
  return nullptr;
}

// The first datePublished of anything but comments and parts.
std::string find_date(const Value& value) {
  if (const Value* found = value.find("datePublished")) return found->text;
  for (const auto& [name, member] : value.members) {
    if (is_apart(name)) continue;
    std::string found = find_date(member);
    if (!found.empty()) return found;
  }
  return {};
}

// A text, the name of an object, or those of a list.
std::string names(const Value* value) {
  if (value == nullptr) return {};
  if (!value->text.empty()) return decoded(value->text);
  if (value->is_object) return names(value->find("name"));
  std::string joined;
  for (const auto& member : value->members) {
    const std::string name = names(&member.value);
    if (!name.empty()) joined += (joined.empty() ? "" : "; ") + name;
  }
  return joined;
}

}  // namespace

LinkedArticle read_linked_data(const Tree& tree) {
  LinkedArticle article;
  for (uint32_t id = 1; id < tree.nodes().size(); ++id) {
    if (tree.node(id).tag != Tag::kScript || tree.node(id).first_child == kNoNode ||
        tree.attribute(id, "type").find("ld+json") == std::string_view::npos)
      continue;
    const std::string_view json = tree.text(tree.node(id).first_child);
    const Value root = Parser(json.substr(std::min(json.find_first_of("{["), json.size()))).run();
    const Value* found = find_article(root);
    if (article.page_published.empty()) article.page_published = find_date(root);
    if (found == nullptr) continue;
    article.found = true;
    const auto take = [found](const char* name, std::string& field) {
      if (field.empty()) field = names(found->find(name));
    };
    take("headline", article.headline);
    take("author", article.author);
    take("datePublished", article.published);
    take("dateCreated", article.published);
    take("dateModified", article.modified);
    take("publisher", article.publisher);
    take("articleSection", article.section);
    take("articleBody", article.body);
    take("url", article.url);
  }
  return article;
}

}  // namespace waqai::html
