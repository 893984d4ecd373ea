// SPDX-License-Identifier: Apache-2.0
//
// Status and Result: expected failures as values.  Every failure has a stable code (E025), what failed and why, where
// (input name, line or byte), and a way out.  Not for bugs of ours: those are assertions.
// Thread rule: values; share as any value.
#pragma once

#include <cassert>
#include <string>
#include <utility>
#include <variant>

namespace waqai {

// What happened to an input or a resource; decides the exit code of the program.
enum class ErrorKind {
  kNone,
  kUsage,     // the caller's words are off (exit 2)
  kInput,     // input missing, unreadable or not what it claims to be (exit 3)
  kResource,  // bundle, archive or library missing, damaged or of another version (exit 4)
  kRejected,  // one record could not be taken; the rest of the batch goes on (exit 5)
};

// Success, or one failure.  Cheap to move.
class [[nodiscard]] Status {
 public:
  Status() = default;  // success

  // `code` is a row of base/error_codes.h, e.g. 25 for E025; `message` says what failed and why, without a full stop at the end.
  static Status error(int code, ErrorKind kind, std::string message) {
    Status status;
    status.code_ = code;
    status.kind_ = kind;
    status.message_ = std::move(message);
    return status;
  }

  // Where it failed, as "name", "name:line" or "name:byte N".  The outermost caller that knows the name sets it once.
  Status&& at(std::string place) && {
    place_ = std::move(place);
    return std::move(*this);
  }
  // The next thing to do, without "hint:" before it.
  Status&& hint(std::string text) && {
    hint_ = std::move(text);
    return std::move(*this);
  }

  bool is_ok() const { return code_ == 0; }
  explicit operator bool() const { return is_ok(); }
  int code() const { return code_; }
  ErrorKind kind() const { return kind_; }
  const std::string& message() const { return message_; }
  const std::string& place() const { return place_; }
  const std::string& hint() const { return hint_; }

  // "E025"; empty for success.
  std::string id() const {
    if (code_ == 0) return {};
    std::string digits = std::to_string(code_);
    return "E" + std::string(digits.size() < 3 ? 3 - digits.size() : 0, '0') + digits;
  }

  // The whole as people read it, several lines without a final newline: error[E025]: message, the place, the hint.
  std::string to_string() const {
    if (is_ok()) return "ok";
    std::string text = "error[" + id() + "]: " + message_;
    if (!place_.empty()) text += "\n  --> " + place_;
    if (!hint_.empty()) text += "\n\nhint: " + hint_;
    return text;
  }

 private:
  int code_ = 0;
  ErrorKind kind_ = ErrorKind::kNone;
  std::string message_;
  std::string place_;
  std::string hint_;
};

// A value or the reason why there is none.
template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::move(value)) {}  // NOLINT: converting on purpose, as return statements read
  Result(Status failure) : state_(std::move(failure)) { assert(!std::get<Status>(state_).is_ok()); }  // NOLINT

  bool is_ok() const { return std::holds_alternative<T>(state_); }
  explicit operator bool() const { return is_ok(); }

  // REQUIRES: is_ok()
  T& value() & { return std::get<T>(state_); }
  const T& value() const& { return std::get<T>(state_); }
  T&& value() && { return std::get<T>(std::move(state_)); }

  // Success status where there is a value.
  Status status() const { return is_ok() ? Status() : std::get<Status>(state_); }

 private:
  std::variant<T, Status> state_;
};

}  // namespace waqai
