#include "remote/remote_health.h"

#include <fmt/format.h>

#include "util/counts.h"

namespace wasmpair {
namespace {

std::string reading_advice(long status) {
  if (status == 401 || status == 403 || status == 407)
    return "Encodings were made here. Write the user and password that it wants into ~/.netrc.";
  if (status >= 300 && status < 400)
    return "Encodings were made here. Redirects are not followed: give the URL of the cache itself.";
  return "Encodings were made here. Its log may say why, or the URL may be that of something else.";
}

std::string writing_advice(long status) {
  if (status == 401 || status == 403 || status == 405)
    return "Reading went on. Let it be written with a user and password in ~/.netrc, or by another machine.";
  if (status == 413) return "Reading went on. Let it take larger bodies; for nginx: client_max_body_size.";
  if (status == 507) return "Reading went on. Make room for it, or let it drop what is old.";
  return "Reading went on. Its log may say why.";
}

}  // namespace

void RemoteHealth::fail(const std::string& problem) {
  give_up(problem, "Encodings were made here. Check that the server runs and that this machine reaches it.");
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
               "What is right was made here. If it happens again, find out what else writes there."};
  if (given_up_) gravest = given_up_;
  if (gravest) gravest->place = place;
  return gravest;
}

void RemoteHealth::give_up(const std::string& problem, const std::string& advice) {
  const std::scoped_lock lock(mutex_);
  if (!given_up_) given_up_ = {"", problem, advice};
}

}  // namespace wasmpair
