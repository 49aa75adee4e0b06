// The opcodes that rewriting writes (WebAssembly Core Specification 3.0, 5.4).
#pragma once

#include <cstdint>

namespace wasmpair::opcode {

inline constexpr std::uint8_t unreachable = 0x00, block = 0x02, if_ = 0x04, end = 0x0b, br = 0x0c, call = 0x10,
                              drop = 0x1a, local_get = 0x20, local_tee = 0x22, global_get = 0x23, global_set = 0x24,
                              i32_const = 0x41, i32_lt_s = 0x48, i32_gt_u = 0x4b, i32_add = 0x6a, i32_sub = 0x6b,
                              i32_shr_u = 0x76, ref_func = 0xd2;
inline constexpr std::uint8_t empty_block_type = 0x40, i32 = 0x7f;

}  // namespace wasmpair::opcode
