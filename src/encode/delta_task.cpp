#include "encode/cache_key.h"
#include "encode/delta.h"
#include "encode/task.h"
#include "encode/verify.h"

namespace wasmpair {
namespace {

class DeltaTask final : public Task {
 public:
  DeltaTask(const Content& to_encode, std::size_t dictionary, const DeltaRecipe& with)
      : Task(to_encode,
             cache_key(to_encode.digest, to_encode.dictionaries[dictionary].digest, with, encoder_version(with.coding)),
             max_encoded_bytes(to_encode.bytes)),
        recipe_(with),
        index_(dictionary) {}

  std::vector<TaskPart> parts() const override {
    const std::size_t bytes = content().bytes.size();
    return {{bytes * recipe_.nanoseconds_per_byte, delta_memory(bytes, dictionary().content.size(), recipe_)}};
  }

  std::optional<Bytes> encode_part(std::size_t, const Work& work) const override {
    return encode_delta(content().bytes, dictionary(), recipe_, work);
  }

  void verify_result(ByteView encoded) const override {
    verify_delta(recipe_.coding, encoded, content().bytes, dictionary(), content().name);
  }

  void deliver(CacheEntry result, EncodingOrigin origin, EncodedFile& file) const override {
    if (!result.content.empty())
      file.deltas.push_back({recipe_.coding, index_, std::move(result.content), result.digest, origin});
  }

 private:
  const Dictionary& dictionary() const { return content().dictionaries[index_]; }

  const DeltaRecipe& recipe_;
  std::size_t index_;
};

}  // namespace

std::unique_ptr<Task> make_delta_task(const Content& content, std::size_t dictionary, const DeltaRecipe& recipe) {
  return std::make_unique<DeltaTask>(content, dictionary, recipe);
}

}  // namespace wasmpair
