"""The papers an office hands out: one file, one paper; ``contest.exports.registry`` lists them."""
