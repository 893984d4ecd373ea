// SPDX-License-Identifier: Apache-2.0
//
// A library to be preloaded (LD_PRELOAD), under which the system fails the program in one chosen way:
//
//   WAQAI_FAULT=memory:N   the N-th malloc, calloc or realloc gives nothing
//   WAQAI_FAULT=write:N    the N-th call that writes fails as on a full disk (write, pwrite, fwrite, fflush, fsync, fdatasync, rename;
//                          not ftruncate: a full disk gives back)
//   WAQAI_FAULT=full:N     it and every later one
//   WAQAI_FAULT=read:N     the N-th call that reads a file fails as on a broken disk (read, pread)
//   WAQAI_FAULT=readonly   nothing can be opened for writing, made, renamed or removed
//   WAQAI_FAULT=clock      the clock of the day jumps by years, back and forth, with every call; clocks that only run forward are left alone
//   WAQAI_FAULT_COUNT=FILE where the number of counted calls is written at the end
//
// Of files, only those whose path contains WAQAI_FAULT_PATH count, where it is set.
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <climits>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>

extern "C" {
void* __libc_malloc(size_t size);
void* __libc_calloc(size_t count, size_t size);
void* __libc_realloc(void* place, size_t size);
}

namespace {

enum class Fault { kNone, kMemory, kWrite, kFull, kRead, kReadOnly, kClock };

Fault fault = Fault::kNone;
unsigned long chosen = 0;
std::atomic<unsigned long> calls{0};
const char* part = nullptr;

__attribute__((constructor)) void choose() {
  const char* told = std::getenv("WAQAI_FAULT");
  part = std::getenv("WAQAI_FAULT_PATH");
  const char* count = std::getenv("WAQAI_FAULT_COUNT");
  unsetenv("LD_PRELOAD");  // children run undisturbed
  if (told == nullptr) return;
  const char* number = std::strchr(told, ':');
  if (number != nullptr) chosen = std::strtoul(number + 1, nullptr, 10);
  if (std::strncmp(told, "write", 5) == 0) fault = Fault::kWrite;
  if (std::strncmp(told, "full", 4) == 0) fault = Fault::kFull;
  if (std::strncmp(told, "read:", 5) == 0) fault = Fault::kRead;
  if (std::strcmp(told, "readonly") == 0) fault = Fault::kReadOnly;
  if (std::strcmp(told, "clock") == 0) fault = Fault::kClock;
  if (std::strncmp(told, "memory", 6) == 0) fault = Fault::kMemory;
  (void)count;
}

__attribute__((destructor)) void tell() {
  const char* path = std::getenv("WAQAI_FAULT_COUNT");
  const unsigned long all = calls;
  fault = Fault::kNone;
  if (path == nullptr) return;
  const int file = static_cast<int>(open(path, O_WRONLY | O_CREAT | O_TRUNC, 0644));
  char text[32];
  const int size = std::snprintf(text, sizeof text, "%lu\n", all);
  if (file < 0 || write(file, text, static_cast<size_t>(size)) != size) _exit(99);
  close(file);
}

template <typename Function>
Function next(const char* name) {
  return reinterpret_cast<Function>(dlsym(RTLD_NEXT, name));
}

// Is this call counted, and does it fail?
bool fails() {
  const unsigned long now = ++calls;
  return fault == Fault::kFull ? chosen != 0 && now >= chosen : now == chosen;
}

bool meant(const char* path) { return part == nullptr || (path != nullptr && std::strstr(path, part) != nullptr); }

bool meant(int file) {
  if (part == nullptr) return file > 2;
  char link[64], path[PATH_MAX];
  std::snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  const ssize_t size = readlink(link, path, sizeof path - 1);
  if (size <= 0) return false;
  path[size] = 0;
  return meant(path);
}

bool write_fails(int file) {
  if ((fault != Fault::kWrite && fault != Fault::kFull) || !meant(file) || !fails()) return false;
  errno = ENOSPC;
  return true;
}

bool read_fails(int file) {
  if (fault != Fault::kRead || !meant(file) || !fails()) return false;
  errno = EIO;
  return true;
}

bool memory_fails() {
  if (fault != Fault::kMemory || !fails()) return false;
  errno = ENOMEM;
  return true;
}

bool read_only(const char* path) {
  if (fault != Fault::kReadOnly || !meant(path)) return false;
  errno = EROFS;
  return true;
}

bool opens_for_writing(int flags) { return (flags & (O_WRONLY | O_RDWR | O_CREAT | O_TRUNC)) != 0; }

}  // namespace

extern "C" {

void* malloc(size_t size) { return memory_fails() ? nullptr : __libc_malloc(size); }
void* calloc(size_t count, size_t size) { return memory_fails() ? nullptr : __libc_calloc(count, size); }
void* realloc(void* place, size_t size) { return memory_fails() ? nullptr : __libc_realloc(place, size); }

ssize_t read(int file, void* bytes, size_t size) {
  static const auto real = next<ssize_t (*)(int, void*, size_t)>("read");
  return read_fails(file) ? -1 : real(file, bytes, size);
}

ssize_t pread(int file, void* bytes, size_t size, off_t at) {
  static const auto real = next<ssize_t (*)(int, void*, size_t, off_t)>("pread");
  return read_fails(file) ? -1 : real(file, bytes, size, at);
}

ssize_t pread64(int file, void* bytes, size_t size, off64_t at) {
  static const auto real = next<ssize_t (*)(int, void*, size_t, off64_t)>("pread64");
  return read_fails(file) ? -1 : real(file, bytes, size, at);
}

ssize_t write(int file, const void* bytes, size_t size) {
  static const auto real = next<ssize_t (*)(int, const void*, size_t)>("write");
  if (!write_fails(file)) return real(file, bytes, size);
  return size > 1 && real(file, bytes, size / 2) > 0 && errno != ENOSPC ? static_cast<ssize_t>(size / 2) : -1;
}

ssize_t pwrite(int file, const void* bytes, size_t size, off_t at) {
  static const auto real = next<ssize_t (*)(int, const void*, size_t, off_t)>("pwrite");
  return write_fails(file) ? -1 : real(file, bytes, size, at);
}

ssize_t pwrite64(int file, const void* bytes, size_t size, off64_t at) {
  static const auto real = next<ssize_t (*)(int, const void*, size_t, off64_t)>("pwrite64");
  return write_fails(file) ? -1 : real(file, bytes, size, at);
}

size_t fwrite(const void* bytes, size_t size, size_t count, FILE* stream) {
  static const auto real = next<size_t (*)(const void*, size_t, size_t, FILE*)>("fwrite");
  return write_fails(fileno(stream)) ? 0 : real(bytes, size, count, stream);
}

int fflush(FILE* stream) {
  static const auto real = next<int (*)(FILE*)>("fflush");
  return stream != nullptr && write_fails(fileno(stream)) ? EOF : real(stream);
}

int fclose(FILE* stream) {
  static const auto real = next<int (*)(FILE*)>("fclose");
  const bool broken = write_fails(fileno(stream));
  return real(stream) != 0 || broken ? EOF : 0;
}

int fsync(int file) {
  static const auto real = next<int (*)(int)>("fsync");
  return write_fails(file) ? -1 : real(file);
}

int fdatasync(int file) {
  static const auto real = next<int (*)(int)>("fdatasync");
  return write_fails(file) ? -1 : real(file);
}

int rename(const char* from, const char* to) {
  static const auto real = next<int (*)(const char*, const char*)>("rename");
  if (read_only(to)) return -1;
  if ((fault == Fault::kWrite || fault == Fault::kFull) && meant(to) && fails()) {
    errno = ENOSPC;
    return -1;
  }
  return real(from, to);
}

int unlink(const char* path) {
  static const auto real = next<int (*)(const char*)>("unlink");
  return read_only(path) ? -1 : real(path);
}

int mkdir(const char* path, mode_t mode) {
  static const auto real = next<int (*)(const char*, mode_t)>("mkdir");
  return read_only(path) ? -1 : real(path, mode);
}

int mkstemp(char* name) {
  static const auto real = next<int (*)(char*)>("mkstemp");
  return read_only(name) ? -1 : real(name);
}

int open(const char* path, int flags, ...) {
  static const auto real = next<int (*)(const char*, int, ...)>("open");
  va_list rest;
  va_start(rest, flags);
  const mode_t mode = (flags & O_CREAT) != 0 ? va_arg(rest, mode_t) : 0;
  va_end(rest);
  return opens_for_writing(flags) && read_only(path) ? -1 : real(path, flags, mode);
}

int open64(const char* path, int flags, ...) {
  static const auto real = next<int (*)(const char*, int, ...)>("open64");
  va_list rest;
  va_start(rest, flags);
  const mode_t mode = (flags & O_CREAT) != 0 ? va_arg(rest, mode_t) : 0;
  va_end(rest);
  return opens_for_writing(flags) && read_only(path) ? -1 : real(path, flags, mode);
}

FILE* fopen(const char* path, const char* mode) {
  static const auto real = next<FILE* (*)(const char*, const char*)>("fopen");
  return std::strpbrk(mode, "wa+") != nullptr && read_only(path) ? nullptr : real(path, mode);
}

FILE* fopen64(const char* path, const char* mode) {
  static const auto real = next<FILE* (*)(const char*, const char*)>("fopen64");
  return std::strpbrk(mode, "wa+") != nullptr && read_only(path) ? nullptr : real(path, mode);
}

int clock_gettime(clockid_t which, struct timespec* now) {
  static const auto real = next<int (*)(clockid_t, struct timespec*)>("clock_gettime");
  const int result = real(which, now);
  if (fault == Fault::kClock && which == CLOCK_REALTIME) now->tv_sec += (++calls % 3 == 0 ? 1 : -1) * static_cast<time_t>(calls % 20) * 31'000'000;
  return result;
}

int gettimeofday(struct timeval* now, void* zone) {
  static const auto real = next<int (*)(struct timeval*, void*)>("gettimeofday");
  const int result = real(now, zone);
  if (fault == Fault::kClock) now->tv_sec += (++calls % 3 == 0 ? 1 : -1) * static_cast<time_t>(calls % 20) * 31'000'000;
  return result;
}

time_t time(time_t* out) {
  struct timespec now {};
  clock_gettime(CLOCK_REALTIME, &now);
  if (out != nullptr) *out = now.tv_sec;
  return now.tv_sec;
}

}  // extern "C"
