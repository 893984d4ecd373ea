// SPDX-License-Identifier: Apache-2.0
//
// Character encodings of Arabic news: told from the bytes, turned into UTF-8, and double encoding undone.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "waqai/types/status.h"

namespace waqai::ingest {

enum class Charset : uint8_t { kAuto, kUtf8, kUtf16Le, kUtf16Be, kWindows1256, kIso8859_6, kWindows1252 };

// "windows-1256"; "auto" for kAuto.
std::string_view to_string(Charset charset);

// By its name or a label of the WHATWG Encoding Standard, upper or lower case; "utf-16" is little-endian.  Nothing for another label.
std::optional<Charset> parse_charset(std::string_view label);

// The encoding of a text whose first bytes are `head` (64 KiB are plenty; all of it if it is shorter): byte order mark, NUL parity, UTF-8 where
// nearly all sequences are valid, then uchardet and the commonest Arabic letter pair.  Never kAuto.  Empty or plain ASCII is kUtf8.
// kBinaryInput for pictures, archives, programs; kUnknownCharset where nothing fits.
Result<Charset> detect_charset(std::string_view head);

// kBinaryInput for the signature of a well-known binary format; ok for everything else.
Status refuse_binary(std::string_view head);

// Turns a stream of bytes into UTF-8.  A byte order mark at the start is dropped.  UTF-8 passes as it is, broken sequences and all (repair:
// text/utf8.h); what other encodings leave undefined becomes U+FFFD.
class Transcoder {
 public:
  explicit Transcoder(Charset charset = Charset::kUtf8) : charset_(charset) {}  // kAuto reads as UTF-8

  // Appends what `bytes` give to `out`; a character cut at the end waits for the next call, or is U+FFFD where `last`.
  void convert(std::string_view bytes, bool last, std::string& out);

 private:
  void convert_utf8(std::string_view bytes, bool last, std::string& out);
  void convert_utf16(std::string_view bytes, bool last, std::string& out);
  void add_unit(char32_t unit, std::string& out);

  Charset charset_;
  bool started_ = false;  // the place of a byte order mark is past
  std::string carry_;     // bytes of a cut character
  char32_t high_ = 0;     // a high surrogate that waits for its other half
};

// The text that `utf8` was before somebody read its UTF-8 as windows-1256 or Latin-1 and encoded it again; nothing if that is not what happened.
// Up to one in fifty characters may be lost (U+FFFD).  O(bytes).
std::optional<std::string> undo_double_encoding(std::string_view utf8);

}  // namespace waqai::ingest
