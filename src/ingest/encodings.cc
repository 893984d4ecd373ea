// SPDX-License-Identifier: Apache-2.0
#include "ingest/encodings.h"

#include <brotli/decode.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <memory>

namespace waqai::ingest {
namespace {

constexpr size_t kStep = 64 * 1024;        // bytes of output at a time
constexpr int kZstdWindowLog = 27;         // 128 MiB: a larger window is a bomb
constexpr size_t kLongestChunkLine = 256;  // of a size and its extensions

// Room for the next step; 0 at the limit.
size_t make_room(std::string& out, size_t limit) {
  const size_t more = std::min(kStep, limit - std::min(limit, out.size()));
  out.resize(out.size() + more);
  return more;
}

// `window`: what zlib expects, 15 + 16 for gzip, 15 for zlib, -15 for bare deflate.
Unpacked unpack_zlib(std::string_view bytes, int window, size_t limit, std::string& out) {
  z_stream zlib{};
  if (inflateInit2(&zlib, window) != Z_OK) return Unpacked::kCut;
  zlib.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  zlib.avail_in = static_cast<uInt>(std::min<size_t>(bytes.size(), UINT32_MAX));
  Unpacked result = Unpacked::kCut;
  while (true) {
    const size_t before = out.size();
    const size_t room = make_room(out, limit);
    if (room == 0) {
      result = Unpacked::kTooLong;
      break;
    }
    zlib.next_out = reinterpret_cast<Bytef*>(out.data() + before);
    zlib.avail_out = static_cast<uInt>(room);
    const int state = inflate(&zlib, Z_NO_FLUSH);
    out.resize(before + room - zlib.avail_out);
    if (state == Z_STREAM_END) {
      result = Unpacked::kDone;
      // Members of gzip follow each other.
      const bool more = window > 15 && zlib.avail_in > 1 && zlib.next_in[0] == 0x1F && zlib.next_in[1] == 0x8B;
      if (!more || inflateReset(&zlib) != Z_OK) break;
      result = Unpacked::kCut;
    } else if (state != Z_OK || (out.size() == before && zlib.avail_in == 0)) {
      if (out.empty()) result = Unpacked::kNotPacked;
      break;
    }
  }
  inflateEnd(&zlib);
  return result;
}

Unpacked unpack_brotli(std::string_view bytes, size_t limit, std::string& out) {
  const std::unique_ptr<BrotliDecoderState, void (*)(BrotliDecoderState*)> decoder(BrotliDecoderCreateInstance(nullptr, nullptr, nullptr),
                                                                                   BrotliDecoderDestroyInstance);
  if (!decoder) return Unpacked::kCut;
  size_t left = bytes.size();
  const auto* next = reinterpret_cast<const uint8_t*>(bytes.data());
  while (true) {
    const size_t before = out.size();
    size_t room = make_room(out, limit);
    if (room == 0) return Unpacked::kTooLong;
    const size_t given = room;
    auto* target = reinterpret_cast<uint8_t*>(out.data() + before);
    const BrotliDecoderResult state = BrotliDecoderDecompressStream(decoder.get(), &left, &next, &room, &target, nullptr);
    out.resize(before + given - room);
    if (state == BROTLI_DECODER_RESULT_SUCCESS) return Unpacked::kDone;
    if (state == BROTLI_DECODER_RESULT_ERROR && out.empty()) return Unpacked::kNotPacked;
    if (state != BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT) return Unpacked::kCut;
  }
}

Unpacked unpack_zstd(std::string_view bytes, size_t limit, std::string& out) {
  const std::unique_ptr<ZSTD_DCtx, size_t (*)(ZSTD_DCtx*)> decoder(ZSTD_createDCtx(), ZSTD_freeDCtx);
  if (!decoder) return Unpacked::kCut;
  ZSTD_DCtx_setParameter(decoder.get(), ZSTD_d_windowLogMax, kZstdWindowLog);
  ZSTD_inBuffer in{bytes.data(), bytes.size(), 0};
  while (true) {
    const size_t before = out.size();
    const size_t room = make_room(out, limit);
    if (room == 0) return Unpacked::kTooLong;
    ZSTD_outBuffer target{out.data() + before, room, 0};
    const size_t state = ZSTD_decompressStream(decoder.get(), &target, &in);
    out.resize(before + target.pos);
    if (ZSTD_isError(state)) return out.empty() ? Unpacked::kNotPacked : Unpacked::kCut;
    if (state == 0 && in.pos == in.size) return Unpacked::kDone;
    if (in.pos == in.size && target.pos == 0) return Unpacked::kCut;
  }
}

}  // namespace

Unpacked unpack(std::string_view name, std::string_view bytes, size_t limit, std::string& out) {
  out.clear();
  if (name == "gzip" || name == "x-gzip") return bytes.starts_with("\x1F\x8B") ? unpack_zlib(bytes, 15 + 16, limit, out) : Unpacked::kNotPacked;
  if (name == "br") return unpack_brotli(bytes, limit, out);
  if (name == "zstd") return bytes.starts_with("\x28\xB5\x2F\xFD") ? unpack_zstd(bytes, limit, out) : Unpacked::kNotPacked;
  if (name != "deflate") return Unpacked::kNotPacked;
  // Servers send zlib's form or the bare one under this name.
  const Unpacked result = unpack_zlib(bytes, 15, limit, out);
  return result == Unpacked::kNotPacked ? unpack_zlib(bytes, -15, limit, out) : result;
}

Unpacked join_chunks(std::string_view bytes, size_t limit, std::string& out) {
  out.clear();
  bool any = false;
  while (true) {
    const size_t end = bytes.substr(0, kLongestChunkLine).find('\n');
    uint64_t size = 0;
    size_t digits = 0;
    for (; digits < bytes.size() && digits < 16; ++digits) {
      const char c = static_cast<char>(bytes[digits] | 0x20);
      const int value = bytes[digits] >= '0' && bytes[digits] <= '9' ? bytes[digits] - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
      if (value < 0) break;
      size = size * 16 + static_cast<uint64_t>(value);
    }
    const bool good = digits > 0 && digits < 16 && end != std::string_view::npos &&
                      (bytes[digits] == '\r' || bytes[digits] == '\n' || bytes[digits] == ';' || bytes[digits] == ' ');
    if (!good) return any ? Unpacked::kCut : Unpacked::kNotPacked;
    any = true;
    bytes.remove_prefix(end + 1);
    if (size == 0) return Unpacked::kDone;
    const std::string_view chunk = bytes.substr(0, size);
    out += chunk.substr(0, limit - out.size());
    if (out.size() == limit && !chunk.empty()) return Unpacked::kTooLong;
    if (chunk.size() < size) return Unpacked::kCut;
    bytes.remove_prefix(chunk.size());
    bytes.remove_prefix(bytes.starts_with("\r\n") ? 2 : bytes.starts_with("\n") ? 1 : 0);
  }
}

}  // namespace waqai::ingest
