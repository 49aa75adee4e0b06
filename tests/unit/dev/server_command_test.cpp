#include "dev/server_command.h"

#include <gtest/gtest.h>

namespace wasmpair {
namespace {

std::string program_of(const std::string& line) {
  const auto program = program_of_go_run(line, {"/go/bin/go", "", {}, {}, "/tmp"});
  return program ? program->package : "none";
}

TEST(ServerCommand, KnowsTheProgramOfGoRun) {
  EXPECT_EQ(program_of("go run ./server"), "./server");
  EXPECT_EQ(program_of(" go  run -race ./server 8080 -v"), "./server");
  EXPECT_EQ(program_of("go run ."), ".");
}

TEST(ServerCommand, LeavesOtherCommandsToTheShell) {
  for (const char* line :
       {"", "go", "go run", "go run -race", "go test ./server", "npm start", "PORT=1 go run ./server",
        "cd server && go run .", "go run $PACKAGE", "go run \"./a b\"", "go run ./a\nrm b"})
    EXPECT_EQ(program_of(line), "none") << line;
}

}  // namespace
}  // namespace wasmpair
