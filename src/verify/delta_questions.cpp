#include "verify/delta_questions.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include "http/percent_encoding.h"
#include "util/text_bytes.h"
#include "verify/delta_header.h"

namespace wasmpair {
namespace {

/// The indices of the deltas from one dictionary.
using Group = std::vector<std::size_t>;

/// The deltas by their dictionaries, in the order of the first of each.
std::vector<Group> groups_of(const Route& route) {
  std::vector<Group> groups;
  for (std::size_t i = 0; i < route.deltas.size(); ++i) {
    if (find_delta_coding(route.deltas[i].encoding) == nullptr) continue;  // of a later version, or nonsense
    const auto is_same = [&](const Group& group) {
      return route.deltas[group.front()].from.sha256 == route.deltas[i].from.sha256;
    };
    const auto found = std::ranges::find_if(groups, is_same);
    if (found != groups.end())
      found->push_back(i);
    else
      groups.push_back({i});
  }
  return groups;
}

/// Of another file in the same directory.
std::string sibling_url(const std::string& url, std::string_view path) {
  return url.substr(0, url.rfind('/') + 1) + percent_encode(path);
}

/// A digest that no file has, the same in each run.
Sha256 unknown_digest(const Route& route) {
  return sha256(bytes_of(fmt::format("a dictionary that is in no release, {}", route.sha256)));
}

std::vector<std::string> all_tokens() {
  std::vector<std::string> tokens;
  for (const DeltaCodingInfo& format : delta_codings()) tokens.emplace_back(format.token);
  return tokens;
}

/// A file with a stable name has none, whatever a manifest says: its content may be another one in a moment.
bool has_deltas(const Route& route) { return route.kind == RouteKind::Asset && !route.deltas.empty(); }

/// How Accept-Encoding lists the codings of deltas.
enum class Listing { Accepted, Refused };

class Planner {
 public:
  Planner(const Route& route, const Deployment& site) : route_(route), site_(site) {}

  std::vector<DeltaQuestion> plan() {
    const std::vector<Group> groups = groups_of(route_);
    if (groups.empty()) return {};
    const Group& last = groups.front();
    const Sha256 right = dictionary_of(last);
    // A cache that has the first response must not give it to those who follow. All of them send what browsers send, or
    // a cache that distinguishes values of Accept-Encoding would not show it.
    if (last.size() == 1)
      ask_whole(last, all_tokens());
    else
      beginning(right, last);
    beginning(std::nullopt, {});
    beginning(*parse_sha256(route_.sha256), {});
    beginning(unknown_digest(route_), {});
    beginning(right, last);
    if (last.size() > 1) ask_each(last);
    for (const Group& group : std::span(groups).subspan(1)) ask_group(group);
    ask_about_first(right, last);
    for (std::size_t i = 0; i < route_.deltas.size(); ++i) ask_own_name(i);
    return std::move(questions_);
  }

 private:
  Sha256 dictionary_of(const Group& group) const { return *parse_sha256(route_.deltas[group.front()].from.sha256); }

  DeltaQuestion& ask(DeltaAspect aspect, Purpose purpose, const std::optional<Sha256>& available,
                     const std::vector<std::string>& tokens, Listing listing = Listing::Accepted) {
    Probe probe = make_probe(purpose, route_, browser_variant(), site_);
    for (std::string& line : probe.request.fields) {
      if (!line.starts_with("Accept-Encoding:")) continue;
      if (aspect == DeltaAspect::Range) line = "Accept-Encoding: identity";  // as Chromium does
      for (const std::string& token : tokens)
        line += fmt::format(", {}{}", token, listing == Listing::Refused ? ";q=0" : "");
    }
    if (available) probe.request.fields.push_back(fmt::format("Available-Dictionary: :{}:", available->base64()));
    questions_.push_back({aspect, std::move(probe), available, {}, {}});
    if (listing == Listing::Accepted) questions_.back().accepted = tokens;
    return questions_.back();
  }

  DeltaQuestion& beginning(const std::optional<Sha256>& available, const Group& expected) {
    return beginning(available, expected, all_tokens());
  }

  DeltaQuestion& beginning(const std::optional<Sha256>& available, const Group& expected,
                           const std::vector<std::string>& tokens, Listing listing = Listing::Accepted) {
    DeltaQuestion& question = ask(DeltaAspect::Beginning, Purpose::Content, available, tokens, listing);
    question.probe.request.limits.enough = front_bytes;
    question.deltas = expected;
    return question;
  }

  void fetch_dictionary(const ManifestDictionary& from) {
    if (from.bytes > max_dictionary_bytes || from.sha256 == fetched_) return;
    fetched_ = from.sha256;
    const Route file{
        RouteKind::Asset, from.path, sibling_url(route_.url, from.path), route_.type, route_.cache_control, from.bytes,
        from.sha256,      {}};
    questions_.push_back({DeltaAspect::Dictionary, make_probe(Purpose::Previous, file, browser_variant(), site_)});
    questions_.back().probe.request.limits.front = from.bytes;
  }

  /// The complete delta. It is decoded if the earlier module is still there.
  void ask_whole(const Group& expected, const std::vector<std::string>& tokens) {
    fetch_dictionary(route_.deltas[expected.front()].from);
    ask(DeltaAspect::Whole, Purpose::Content, dictionary_of(expected), tokens).deltas = expected;
  }

  /// Each coding alone: which one a server prefers is its own choice.
  void ask_each(const Group& group) {
    for (const std::size_t i : group) ask_whole({i}, {route_.deltas[i].encoding});
  }

  void ask_group(const Group& group) {
    if (group.size() == 1)
      ask_whole(group, all_tokens());
    else
      ask_each(group);
  }

  void ask_about_first(const Sha256& right, const Group& last) {
    beginning(right, {}, {});
    beginning(right, {}, all_tokens(), Listing::Refused);
    beginning(std::nullopt, {}).probe.request.url += "?full";  // as the loader's last attempt
    ask(DeltaAspect::Head, Purpose::Head, right, all_tokens()).deltas = last;
    ask(DeltaAspect::Revalidation, Purpose::Revalidation, right, all_tokens()).deltas = last;
    DeltaQuestion& range = ask(DeltaAspect::Range, Purpose::Range, right, all_tokens());
    range.probe.request.fields.push_back(fmt::format("Range: bytes=0-{}", range_bytes - 1));
    range.probe.request.limits.enough = front_bytes;
    range.deltas = last;
  }

  void ask_own_name(std::size_t index) {
    DeltaQuestion& question = ask(DeltaAspect::OwnName, Purpose::Head, std::nullopt, {});
    question.probe.request.url = sibling_url(route_.url, route_.deltas[index].path);
    question.deltas = {index};
  }

  const Route& route_;
  const Deployment& site_;
  std::string_view fetched_;  // the digest of the last dictionary
  std::vector<DeltaQuestion> questions_;
};

}  // namespace

std::vector<DeltaQuestion> plan_delta_questions(const Route& route, const Deployment& site) {
  return has_deltas(route) ? Planner(route, site).plan() : std::vector<DeltaQuestion>();
}

std::size_t max_delta_questions(const Route& route) {
  constexpr std::size_t about_module = 11;
  return !has_deltas(route) ? 0 : about_module + 3 * route.deltas.size();  // dictionary, delta, its own name
}

}  // namespace wasmpair
