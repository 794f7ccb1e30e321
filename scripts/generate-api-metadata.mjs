// Writes src/metadata.ts: what the API document needs to know about DTOs and controllers that only their source
// says (types, optional fields, comments). The build and the tests call this before they compile.
import path from 'node:path';
import { PluginMetadataGenerator } from '@nestjs/cli/lib/compiler/plugins/plugin-metadata-generator.js';
import { ReadonlyVisitor } from '@nestjs/swagger/plugin';
import ts from 'typescript';

const root = path.resolve(import.meta.dirname, '..');
const sourceFolder = path.join(root, 'src');
const metadataFile = path.join(sourceFolder, 'metadata.ts');

const configPath = path.join(root, 'tsconfig.build.json');
const config = ts.parseJsonConfigFileContent(
  ts.readConfigFile(configPath, ts.sys.readFile).config,
  ts.sys,
  root,
);
// The program is not type-checked here: it imports the very file this script writes, and the compiler follows.
const program = ts.createProgram(
  config.fileNames.filter((file) => path.resolve(file) !== metadataFile),
  config.options,
);

new PluginMetadataGenerator().generate({
  tsProgramRef: program,
  outputDir: sourceFolder,
  visitors: [
    new ReadonlyVisitor({
      introspectComments: true,
      classValidatorShim: true,
      esmCompatible: true,
      dtoFileNameSuffix: ['.dto.ts'],
      controllerFileNameSuffix: ['.controller.ts'],
      pathToSource: sourceFolder,
    }),
  ],
});
