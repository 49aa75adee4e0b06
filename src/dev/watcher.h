// Reports changes in directories. By libuv: inotify, kqueue, FSEvents and others behind one interface.
#pragma once

#include <boost/asio/io_context.hpp>
#include <functional>
#include <memory>
#include <set>
#include <string>

namespace wasmpair {

/// Files are watched by their directories, because editors replace them.
class Watcher {
 public:
  /// Called in the thread of the context. name: what was created, changed, renamed or removed in the directory; "" if
  /// the system does not say.
  using OnChange = std::function<void(const std::string& directory, const std::string& name)>;

  /// Throws Error.
  Watcher(boost::asio::io_context& context, OnChange on_change);
  ~Watcher();
  Watcher(const Watcher&) = delete;
  Watcher& operator=(const Watcher&) = delete;

  /// Watches these directories from now on, and no others. Returns the system's reason if some of them, which exist,
  /// cannot be watched: "" otherwise. Changes from before may still be reported.
  std::string watch(const std::set<std::string>& directories);

 private:
  class Loop;
  std::unique_ptr<Loop> loop_;
};

}  // namespace wasmpair
