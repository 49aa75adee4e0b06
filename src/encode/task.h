// What encode() does for each file that it makes: look it up in the caches, or encode its parts and verify the whole.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "encode/cache.h"
#include "encode/delta.h"
#include "encode/encode.h"
#include "encode/recipes.h"

namespace wasmpair {

/// A part of a task, which one thread encodes.
struct TaskPart {
  std::uint64_t nanoseconds = 0;  ///< About how long it takes.
  std::uint64_t memory = 0;       ///< About its peak, in bytes.
};

class Task {
 public:
  /// content must outlive the task.
  Task(const Content& content, const Sha256& key, std::uint64_t max_bytes)
      : content_(content), key_(key), max_bytes_(max_bytes) {}
  virtual ~Task() = default;
  Task(const Task&) = delete;
  Task& operator=(const Task&) = delete;

  const Content& content() const { return content_; }
  const Sha256& key() const { return key_; }
  /// Of a useful result.
  std::uint64_t max_bytes() const { return max_bytes_; }

  virtual std::vector<TaskPart> parts() const = 0;
  /// Nothing if a stop was requested. Throws Error or std::bad_alloc. Several threads encode parts at once.
  virtual std::optional<Bytes> encode_part(std::size_t index, const Work& work) const = 0;
  /// The encoded parts as the result, verified. Every new encoding is made here. Empty if it is larger than
  /// max_bytes(). Throws Error if it does not decode to the content.
  Bytes assemble(std::vector<Bytes> encoded_parts) const;
  /// Throws Error unless encoded is a correct result.
  virtual void verify_result(ByteView encoded) const = 0;
  /// Hands the result over. Without content, it would not be smaller.
  virtual void deliver(CacheEntry result, EncodingOrigin origin, EncodedFile& file) const = 0;

 private:
  const Content& content_;
  Sha256 key_;
  std::uint64_t max_bytes_;
};

/// The content in a coding.
std::unique_ptr<Task> make_encoding_task(const Content& content, const Recipe& recipe);

/// The content as the difference to the dictionary with that index among those of the content.
std::unique_ptr<Task> make_delta_task(const Content& content, std::size_t dictionary, const DeltaRecipe& recipe);

}  // namespace wasmpair
