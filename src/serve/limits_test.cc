// SPDX-License-Identifier: Apache-2.0
//
// What a client may cost: each limit of the server has a test that fails without it (tests/guards.tsv; tests/cli/test_serve.py has those of
// questions).
#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <system_error>
#include <thread>

#include "serve/api.h"
#include "serve/http.h"
#include "serve/http_server.h"
#include "serve/intake.h"
#include "serve/json.h"
#include "serve/verdicts.h"
#include "support/patience.h"

namespace waqai::serve {
namespace {

// A server that answers every request with its body, or waits while `held`.
class Echo {
 public:
  explicit Echo(const HttpLimits& limits) {
    Result<HttpServer> bound = HttpServer::bind(0, limits, [this](const Request& request) {
      ++asked_;
      while (held_) std::this_thread::sleep_for(std::chrono::milliseconds(1));
      Response response;
      response.body = request.path + std::to_string(request.body.size());
      return response;
    });
    EXPECT_TRUE(bound) << bound.status().to_string();
    port_ = bound.value().port();
    thread_ = std::thread([this, server = std::move(bound).value()]() mutable { server.run([this] { return stop_.load(); }); });
  }
  ~Echo() {
    held_ = false;
    stop_ = true;
    thread_.join();
  }

  uint16_t port() const { return port_; }
  void hold(bool held) { held_ = held; }
  void wait_for(int asked) const {
    while (asked_ < asked) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }

 private:
  std::atomic<bool> held_{false}, stop_{false};
  std::atomic<int> asked_{0};
  uint16_t port_ = 0;
  std::thread thread_;
};

class Client {
 public:
  explicit Client(const Echo& echo) : Client(echo.port()) {}
  explicit Client(uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    const timeval patience{static_cast<time_t>(20 * testing::kPatience), 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(port);
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    EXPECT_EQ(::connect(socket_, reinterpret_cast<sockaddr*>(&to), sizeof to), 0);
  }
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;
  ~Client() { ::close(socket_); }

  void send(const std::string& bytes) const { (void)::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL); }
  // What comes next; "" where the server has closed, "nothing" where nothing comes in time.
  std::string receive() const {
    char bytes[4096];
    const ssize_t got = ::recv(socket_, bytes, sizeof bytes, 0);
    return got > 0 ? std::string(bytes, static_cast<size_t>(got)) : got == 0 || errno == ECONNRESET ? "" : "nothing";
  }
  // The status of the answer, 0 where there is none.
  int ask(const std::string& bytes) const {
    send(bytes);
    const std::string answer = receive();
    return answer.rfind("HTTP/1.1 ", 0) == 0 ? std::stoi(answer.substr(9, 3)) : 0;
  }

 private:
  int socket_;
};

std::string get(const std::string& path, const std::string& fields = "") { return "GET " + path + " HTTP/1.1\r\nHost: x\r\n" + fields + "\r\n"; }
std::string post(size_t bytes) {
  return "POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: " + std::to_string(bytes) + "\r\n\r\n" + std::string(bytes, 'x');
}

TEST(HttpLimits, HeadersAndBodies) {
  HttpLimits limits;
  limits.header_bytes = 1000;
  limits.body_bytes = 2000;
  const Echo echo(limits);
  EXPECT_EQ(Client(echo).ask(get("/a", "X: " + std::string(500, 'x') + "\r\n")), 200);
  EXPECT_EQ(Client(echo).ask(get("/a", "X: " + std::string(1500, 'x') + "\r\n")), 431);
  EXPECT_EQ(Client(echo).ask(post(2000)), 200);
  EXPECT_EQ(Client(echo).ask(post(2001)), 413);
  EXPECT_EQ(Client(echo).ask("POST /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1000\r\n" + std::string(4096, 'x') + "\r\n0\r\n\r\n"),
            413);
  EXPECT_EQ(Client(echo).ask(get("/%zz")), 400);
  EXPECT_EQ(Client(echo).ask("no HTTP\r\n\r\n"), 400);
}

TEST(HttpLimits, ALimitOfTheRequestItself) {
  HttpLimits limits;
  limits.body_bytes = 100;
  limits.largest_body_bytes = 3000;
  limits.body_limit = [](const Request& head) { return head.path == "/a" ? uint64_t{2500} : uint64_t{100}; };
  const Echo echo(limits);
  EXPECT_EQ(Client(echo).ask(post(2500)), 200);
  EXPECT_EQ(Client(echo).ask(post(2501)), 413);
  const std::string chunks = " HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n400\r\n" + std::string(1024, 'x') + "\r\n0\r\n\r\n";
  EXPECT_EQ(Client(echo).ask("POST /a" + chunks), 200);
  EXPECT_EQ(Client(echo).ask("POST /b" + chunks), 413) << "no length is told, and the limit holds";
}

TEST(HttpLimits, ConnectionsAtOnce) {
  HttpLimits limits;
  limits.connections = 2;
  const Echo echo(limits);
  const Client one(echo), two(echo);
  EXPECT_EQ(one.ask(get("/a")), 200);
  EXPECT_EQ(two.ask(get("/a")), 200);
  const Client three(echo);
  EXPECT_EQ(three.ask(get("/a")), 0);
  EXPECT_EQ(one.ask(get("/a")), 200);
}

TEST(HttpLimits, RequestsThatWait) {
  HttpLimits limits;
  limits.workers = 1;
  limits.waiting = 2;
  Echo echo(limits);
  echo.hold(true);
  const Client one(echo), two(echo), three(echo);
  one.send(get("/a"));
  echo.wait_for(1);
  two.send(get("/b"));
  std::this_thread::sleep_for(std::chrono::milliseconds(200));
  three.send(get("/c"));
  std::this_thread::sleep_for(std::chrono::milliseconds(200));
  echo.hold(false);
  EXPECT_EQ(three.receive().substr(0, 12), "HTTP/1.1 503");
  EXPECT_EQ(one.receive().substr(0, 12), "HTTP/1.1 200");
  EXPECT_EQ(two.receive().substr(0, 12), "HTTP/1.1 200");
}

TEST(HttpLimits, SlowRequestsAreCutOff) {
  HttpLimits limits;
  limits.read_seconds = 1;
  limits.idle_seconds = 2;
  const Echo echo(limits);
  const Client head(echo), body(echo), idle(echo);
  head.send("GET / HT");
  body.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nx");
  EXPECT_EQ(idle.ask(get("/a")), 200);
  EXPECT_EQ(head.receive(), "");
  EXPECT_EQ(body.receive(), "");
  EXPECT_EQ(idle.receive(), "");
}

TEST(HttpLimits, ARequestThatFindsNoMemoryFailsAlone) {
  Result<HttpServer> bound = HttpServer::bind(0, HttpLimits(), [](const Request& request) -> Response {
    if (request.path == "/large") throw std::bad_alloc();
    if (request.path == "/threads") throw std::system_error(EAGAIN, std::system_category());
    Response response;
    response.body = "x";
    return response;
  });
  ASSERT_TRUE(bound) << bound.status().to_string();
  const uint16_t port = bound.value().port();
  std::atomic<bool> stop{false};
  std::thread thread([&stop, server = std::move(bound).value()]() mutable { server.run([&stop] { return stop.load(); }); });
  const Client one(port);
  EXPECT_EQ(one.ask(get("/small")), 200);
  EXPECT_EQ(one.ask(get("/large")), 503);
  EXPECT_EQ(one.ask(get("/small")), 200) << "over the same connection";
  EXPECT_EQ(one.ask(get("/threads")), 503);
  EXPECT_EQ(one.ask(get("/small")), 200);
  stop = true;
  thread.join();
}

TEST(HttpLimits, ATakenPortIsTold) {
  const Echo echo((HttpLimits()));
  const Status status = HttpServer::bind(echo.port(), HttpLimits(), [](const Request&) { return Response(); }).status();
  EXPECT_EQ(status.code(), 143);
  EXPECT_NE(status.hint().find("--port"), std::string::npos);
}

TEST(Query, PairsAndEscapes) {
  std::vector<std::pair<std::string, std::string>> pairs;
  EXPECT_TRUE(parse_query("a=1&&b=%D8%A7+x&c", pairs));
  EXPECT_EQ(pairs, (std::vector<std::pair<std::string, std::string>>{{"a", "1"}, {"b", "\xD8\xA7 x"}, {"c", ""}}));
  for (const char* bad : {"a=%", "a=%4", "a=%zz", "%zz=1", "a=%00"}) EXPECT_FALSE(parse_query(bad, pairs)) << bad;
  EXPECT_FALSE(parse_query(std::string_view("a=\0", 3), pairs));
  std::string many = "a=1";
  for (int i = 1; i < 256; ++i) many += "&a=1";
  EXPECT_TRUE(parse_query(many, pairs));
  EXPECT_FALSE(parse_query(many + "&a=1", pairs));
  EXPECT_EQ(percent_encode("a b/\xD8\xA7"), "a%20b%2F%D8%A7");
}

TEST(Intake, FilesThatWait) {
  Intake intake;
  for (int i = 0; i < 500; ++i) ASSERT_TRUE(intake.keep("a.txt", "x"));
  const Status status = intake.keep("a.txt", "x");
  EXPECT_EQ(status.code(), 143);
  EXPECT_NE(status.hint().find("waqai ingest"), std::string::npos);
  intake.clear();
  EXPECT_TRUE(intake.keep("../" + std::string(500, 'a') + "\n.txt", "x"));
  EXPECT_EQ(intake.progress().files.size(), 1u);
  EXPECT_EQ(intake.progress().files[0].first, std::string(115, 'a') + "_.txt");
  intake.clear();
  // Together they are bounded, too.
  const std::string large(size_t{60} << 20, 'x');
  for (int i = 0; i < 8; ++i) ASSERT_TRUE(intake.keep("a.txt", large));
  EXPECT_FALSE(intake.keep("a.txt", large));
  intake.clear();
}

TEST(Verdicts, WhatIsTaken) {
  const std::filesystem::path path = std::filesystem::path(::testing::TempDir()) / ("waqai_verdicts_" + std::to_string(::getpid()));
  const std::string id(24, 'a');
  Verdicts verdicts(path.string());
  EXPECT_TRUE(verdicts.add({id, "right", std::string(2000, 'x'), "now"})) << "a note of 2,000 bytes";
  for (const Verdict& bad :
       {Verdict{id, "right", std::string(2001, 'x'), "now"}, {id, "maybe", "", "now"}, {"../x", "right", "", "now"}, {"", "right", "", "now"}})
    EXPECT_EQ(verdicts.add(bad).code(), 143) << bad.verdict;
  EXPECT_EQ(Verdicts(path.string()).all().size(), 1u);
  std::filesystem::remove(path);
  const Status status = Verdicts((path / "folder" / "none").string()).add({id, "right", "", "now"});
  EXPECT_EQ(status.code(), 3);
  EXPECT_EQ(status.place(), (path / "folder" / "none").string());
}

TEST(Failures, MemoryAndThreadsThatRunOutAreTold) {
  EXPECT_TRUE(or_failure([] { return Status(); }));
  EXPECT_EQ(or_failure([] { return Status::error(3, ErrorKind::kResource, "x"); }).code(), 3);
  const Status memory = or_failure([]() -> Status { throw std::bad_alloc(); });
  EXPECT_EQ(memory.id(), "E005");
  EXPECT_FALSE(memory.hint().empty());
  const Status threads = or_failure([]() -> Status { throw std::system_error(EAGAIN, std::system_category()); });
  EXPECT_EQ(threads.id(), "E005");
  EXPECT_NE(threads.message().find("the system refused"), std::string::npos);
  EXPECT_NE(threads.hint().find("threads"), std::string::npos);
}

TEST(Answers, AreKeptWithinTheirRoom) {
  Answers answers;
  Response large;
  large.body = std::string((size_t{1} << 20) - 100, 'x');
  for (int i = 0; i < 20; ++i) answers.keep(std::to_string(i), large);
  EXPECT_FALSE(answers.find("0")) << "the oldest go";
  EXPECT_TRUE(answers.find("19"));
  large.body += std::string(200, 'x');
  answers.keep("too large", large);
  EXPECT_FALSE(answers.find("too large"));
}

}  // namespace
}  // namespace waqai::serve
