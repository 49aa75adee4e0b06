#include "encode/cache_key.h"
#include "encode/chunk.h"
#include "encode/encoders.h"
#include "encode/task.h"
#include "encode/verify.h"

namespace wasmpair {
namespace {

class EncodingTask final : public Task {
 public:
  EncodingTask(const Content& to_encode, const Recipe& with)
      : Task(to_encode, cache_key(to_encode.digest, with, encoder_version(with.coding)),
             max_encoded_bytes(to_encode.bytes)),
        recipe_(with),
        chunks_(divide(to_encode.bytes, with.chunks)) {}

  std::vector<TaskPart> parts() const override {
    std::vector<TaskPart> parts;
    for (const Chunk& chunk : chunks_)
      parts.push_back({chunk.bytes * recipe_.nanoseconds_per_byte, encoder_memory(chunk.bytes, recipe_.parameters)});
    return parts;
  }

  std::optional<Bytes> encode_part(std::size_t index, const Work& work) const override {
    return encode_chunk(chunks_[index], recipe_.parameters, work);
  }

  void verify_result(ByteView encoded) const override {
    verify(recipe_.coding, encoded, content().bytes, content().name);
  }

  void deliver(CacheEntry result, EncodingOrigin origin, EncodedFile& file) const override {
    if (!result.content.empty())
      file.encodings.push_back({recipe_.coding, std::move(result.content), result.digest, origin});
  }

 private:
  const Recipe& recipe_;
  std::vector<Chunk> chunks_;
};

}  // namespace

std::unique_ptr<Task> make_encoding_task(const Content& content, const Recipe& recipe) {
  return std::make_unique<EncodingTask>(content, recipe);
}

}  // namespace wasmpair
