#include "remote/remote_health.h"

#include <fmt/format.h>

#include "util/counts.h"

namespace wasmpair {
namespace {

std::string reading_advice(long status) {
  if (status == 401 || status == 403 || status == 407)
    return "Missing encodings were made locally. Put the required user and password into ~/.netrc.";
  if (status >= 300 && status < 400)
    return "Missing encodings were made locally. Redirects are not followed: give the final URL of the cache.";
  return "Missing encodings were made locally. Check the server's log, and that the URL is that of a cache.";
}

std::string writing_advice(long status) {
  if (status == 401 || status == 403 || status == 405)
    return "Reading continued. Provide a user and password in ~/.netrc, or let another machine write.";
  if (status == 413) return "Reading continued. Allow larger bodies on the server; in nginx with client_max_body_size.";
  if (status == 507) return "Reading continued. Free space on the server, or let it evict old entries.";
  return "Reading continued. Check the server's log.";
}

}  // namespace

void RemoteHealth::fail(const std::string& problem) {
  give_up(problem,
          "Missing encodings were made locally. Check that the server is running and reachable from this machine.");
}

void RemoteHealth::refuse_reading(long status) {
  give_up(fmt::format("it answered {} to GET", status), reading_advice(status));
}

void RemoteHealth::refuse_writing(long status) {
  const std::scoped_lock lock(mutex_);
  if (!unwritable_) unwritable_ = {"", fmt::format("it answered {} to PUT", status), writing_advice(status)};
}

void RemoteHealth::count_damage() {
  const std::scoped_lock lock(mutex_);
  ++damaged_;
}

bool RemoteHealth::is_given_up() const {
  const std::scoped_lock lock(mutex_);
  return given_up_.has_value();
}

bool RemoteHealth::takes_nothing() const {
  const std::scoped_lock lock(mutex_);
  return given_up_ || unwritable_;
}

std::optional<Warning> RemoteHealth::warning(const std::string& place) const {
  const std::scoped_lock lock(mutex_);
  std::optional<Warning> gravest = unwritable_;
  if (damaged_ > 0)
    gravest = {"", fmt::format("it held {}", count_of(damaged_, "wrong encoding")),
               "Correct ones were encoded locally. If it happens again, find out what else writes to the cache."};
  if (given_up_) gravest = given_up_;
  if (gravest) gravest->place = place;
  return gravest;
}

void RemoteHealth::give_up(const std::string& problem, const std::string& advice) {
  const std::scoped_lock lock(mutex_);
  if (!given_up_) given_up_ = {"", problem, advice};
}

}  // namespace wasmpair
