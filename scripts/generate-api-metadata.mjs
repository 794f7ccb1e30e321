// Writes src/metadata.ts: what the API document needs to know about DTOs and controllers that only their source
// says (types, optional fields, comments). The build and the tests call this before they compile.
import { readFileSync, writeFileSync } from 'node:fs';
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

// What the generator leaves out: the comments of the DTOs themselves, which describe the schemas.
const comments = Object.fromEntries(
  program
    .getSourceFiles()
    .filter(({ fileName }) => fileName.endsWith('.dto.ts'))
    .flatMap(({ statements }) => statements.filter(ts.isClassDeclaration))
    .flatMap((declaration) => {
      const [comment] = ts.getJSDocCommentsAndTags(declaration).filter(ts.isJSDoc);
      const text = ts.getTextOfJSDocComment(comment?.comment)?.replaceAll(/\s*\n\s*/g, ' ');
      return text === undefined ? [] : [[declaration.name.text, text]];
    }),
);
const generated = readFileSync(metadataFile, 'utf8');
const start = 'return { "@nestjs/swagger"';
if (!generated.includes(start)) throw new Error(`${metadataFile} has another form than expected`);
const additions = `classComments: ${JSON.stringify(comments, null, 2)} as Record<string, string>`;
writeFileSync(
  metadataFile,
  generated.replace(start, () => start.replace('{', `{ ${additions},`)),
);
